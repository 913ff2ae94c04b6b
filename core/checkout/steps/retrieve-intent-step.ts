import { z } from 'zod';

import { retrieveIntentKey } from '../../psp/psp-keys.js';
import { aboutIntent, defineCheckoutStep, idOf } from './checkout-step.js';

/** How often an undecided attempt is polled; twelve polls outlast the reservation. */
const POLL_INTENT_MS = 3 * 60_000;

/** The first poll after a confirm that left the bank undecided, in case its webhook is lost. */
export const FIRST_POLL_MS = 60_000;

/** Reads the current state of an intent. */
export const retrieveIntentStep = defineCheckoutStep({
  kind: 'RETRIEVE',
  queue: 'checkout',
  params: z.object({
    intentId: idOf('pin'),
    pspIntentId: z.string(),
    /** The shopper has to act, the bank has to decide, or an operator requested it with the step of this id. */
    purpose: z.union([z.literal('action'), z.literal('decision'), idOf('stp')]),
  }),
  key: ({ intentId, purpose }) => retrieveIntentKey(intentId, purpose),
  about: aboutIntent,
  call: ({ psp }, { params: { pspIntentId } }) => psp.retrieveIntent(pspIntentId),
  poll: { everyMs: POLL_INTENT_MS, undecided: 'the bank has not decided' },
});
