import type { CheckoutPsp, CheckoutAnswer } from '../../../core/checkout/model/checkout-psp.js';

const UNKNOWN: CheckoutAnswer = { outcome: 'unknown', reason: 'a bench asks nobody', retryAfterMs: null };

/** Gives every order an intent at once, and takes whatever it is told to take; nothing else is asked of it here. */
export const standInPsp: CheckoutPsp = {
  createIntent: ({ intentId }) =>
    Promise.resolve({
      outcome: 'succeeded',
      fact: { kind: 'INTENT_CREATED', pspIntentId: `pi_${intentId}`, clientSecret: `secret_${intentId}` },
    }),
  confirmIntent: () => Promise.resolve(UNKNOWN),
  authorize: () => Promise.resolve(UNKNOWN),
  capture: ({ amountMinor }) =>
    Promise.resolve({ outcome: 'succeeded', fact: { kind: 'CAPTURED', amountMinor } }),
  cancelIntent: () => Promise.resolve(UNKNOWN),
  releaseAuthorization: () => Promise.resolve(UNKNOWN),
  refund: () => Promise.resolve(UNKNOWN),
  retrieveRefund: () => Promise.resolve(UNKNOWN),
  lookUp: () => Promise.resolve(UNKNOWN),
  retrieveIntent: () => Promise.resolve(UNKNOWN),
};
