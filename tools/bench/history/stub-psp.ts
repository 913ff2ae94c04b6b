import type { CheckoutPsp, CheckoutAnswer } from '../../../core/checkout/model/checkout-psp.js';

const UNKNOWN: CheckoutAnswer = {
  outcome: 'unknown',
  reason: 'the stub answers nothing',
  retryAfterMs: null,
};

/** Creates intents and captures at once; the bench makes no other calls. */
export const stubPsp: CheckoutPsp = {
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
