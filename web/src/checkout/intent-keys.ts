import { intentKeyStore } from '../shared/intent-key-store.js';

/** The keys of this tab's checkout; another tab is another click. */
export const intentKeys = intentKeyStore(
  () => sessionStorage,
  () => crypto.randomUUID(),
);
