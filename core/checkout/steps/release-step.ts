import { z } from 'zod';

import { releaseKey } from '../../psp/psp-keys.js';
import { aboutIntent, defineCheckoutStep, idOf } from './checkout-step.js';

/** Releases what is left of an authorization after its captures. */
export const releaseStep = defineCheckoutStep({
  kind: 'RELEASE',
  queue: 'capture',
  params: z.object({ intentId: idOf('pin'), pspIntentId: z.string() }),
  key: ({ intentId }) => releaseKey(intentId),
  about: aboutIntent,
  call: ({ psp }, { key, params: { pspIntentId } }) => psp.releaseAuthorization({ key, pspIntentId }),
  lookUp: ({ psp }, { params: { pspIntentId } }) => psp.lookUp({ kind: 'RELEASE', pspIntentId }),
});
