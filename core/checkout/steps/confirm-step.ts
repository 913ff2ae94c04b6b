import { z } from 'zod';

import { confirmKey } from '../../psp/psp-keys.js';
import { aboutIntent, defineCheckoutStep, idOf } from './checkout-step.js';

/** Requests the bank's authorization of the intent with the shopper's card. */
export const confirmStep = defineCheckoutStep({
  kind: 'CONFIRM',
  queue: 'checkout',
  params: z.object({
    intentId: idOf('pin'),
    pspIntentId: z.string(),
    confirmationToken: z.string(),
    returnUrl: z.string(),
  }),
  key: ({ intentId }) => confirmKey(intentId),
  about: (params) => ({ ...aboutIntent(params), asksBank: true }),
  call({ psp }, { key, params: { pspIntentId, confirmationToken, returnUrl } }) {
    return psp.confirmIntent({ key, pspIntentId, confirmationToken, returnUrl });
  },
  lookUp: ({ psp }, { params: { pspIntentId } }) => psp.lookUp({ kind: 'CONFIRM', pspIntentId }),
});
