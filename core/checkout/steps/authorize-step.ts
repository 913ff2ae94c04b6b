import { z } from 'zod';

import { authorizeKey } from '../../psp/psp-keys.js';
import { aboutIntent, defineCheckoutStep, idOf, minor } from './checkout-step.js';

/** Creates another seller's intent and authorizes it off session with the saved card, in one call. */
export const authorizeStep = defineCheckoutStep({
  kind: 'AUTHORIZE',
  queue: 'checkout',
  params: z.object({
    intentId: idOf('pin'),
    paymentId: idOf('pay'),
    amountMinor: minor,
    currency: z.string(),
    orderNumber: z.string(),
    customer: z.string(),
    paymentMethod: z.string(),
  }),
  key: ({ intentId }) => authorizeKey(intentId),
  about: (params) => ({ ...aboutIntent(params), asksBank: true, makesIntent: true }),
  call: ({ psp }, { key, subject, params }) => psp.authorize({ key, orderId: subject.id, ...params }),
  lookUp: ({ psp }, { params: { intentId } }) => psp.lookUp({ kind: 'AUTHORIZE', intentId }),
});
