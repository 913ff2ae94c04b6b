import { intentKeyStore } from '../shared/intent-key-store.js';

/**
 * The keys of this browser's checkouts. They outlive the tab: who closed it while the shop was answering and
 * pays the same cart again gets the order that is already there.
 */
export const intentKeys = intentKeyStore(
  () => localStorage,
  () => crypto.randomUUID(),
);
