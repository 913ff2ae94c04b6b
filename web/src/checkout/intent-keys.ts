import { intentKeyStore } from '../shared/intent-key-store.js';

/**
 * Idempotency keys of this browser's checkouts. They outlive the tab: a shopper who closed it before the response and pays
 * for the same cart again gets the existing order.
 */
export const intentKeys = intentKeyStore(
  () => localStorage,
  () => crypto.randomUUID(),
);
