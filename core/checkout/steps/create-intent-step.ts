import { z } from 'zod';

import { createIntentKey } from '../../psp/psp-keys.js';
import { defineCheckoutStep, idOf, minor } from './checkout-step.js';

/** Creates the intent that the shopper will confirm. */
export const createIntentStep = defineCheckoutStep({
  kind: 'CREATE_INTENT',
  queue: 'checkout',
  params: z.object({
    intentId: idOf('pin'),
    paymentId: idOf('pay'),
    amountMinor: minor,
    currency: z.string(),
    orderNumber: z.string(),
    intentAttempt: z.int(),
    /** Whether the card is saved for the follow-up intents. */
    saveCard: z.boolean(),
  }),
  key: ({ intentId }) => createIntentKey(intentId),
  about: ({ intentId, paymentId, intentAttempt: attempt, amountMinor, currency }) => ({
    intentId,
    paymentOrderIds: [],
    creates: { paymentId, attempt, amountMinor, currency },
  }),
  call({ psp }, { key, subject, params }) {
    const { intentAttempt: _, ...intent } = params;
    return psp.createIntent({ key, orderId: subject.id, ...intent });
  },
  lookUp: ({ psp }, { params: { intentId } }) => psp.lookUp({ kind: 'CREATE_INTENT', intentId }),
});
