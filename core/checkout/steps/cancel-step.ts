import { z } from 'zod';

import { cancelKey } from '../../psp/psp-keys.js';
import { aboutIntent, defineCheckoutStep, idOf } from './checkout-step.js';

/** Cancels an intent at the PSP, with its authorization. */
export const cancelStep = defineCheckoutStep({
  kind: 'CANCEL',
  queue: 'capture',
  params: z.object({
    intentId: idOf('pin'),
    pspIntentId: z.string(),
    /** The second cancel follows an authorization that arrived after the first. */
    nth: z.union([z.literal(1), z.literal(2)]),
  }),
  key: ({ intentId, nth }) => cancelKey(intentId, nth),
  about: aboutIntent,
  call: ({ psp }, { key, params: { pspIntentId } }) => psp.cancelIntent({ key, pspIntentId }),
  lookUp: ({ psp }, { params: { pspIntentId } }) => psp.lookUp({ kind: 'CANCEL', pspIntentId }),
});
