import { z } from 'zod';

import { refundKey } from '../../psp/psp-keys.js';
import { defineCheckoutStep, idOf, minor } from './checkout-step.js';

/** Refunds captured money to the shopper. */
export const refundStep = defineCheckoutStep({
  kind: 'REFUND',
  queue: 'capture',
  params: z.object({
    intentId: idOf('pin'),
    paymentOrderId: idOf('po'),
    refundId: idOf('ref'),
    pspIntentId: z.string(),
    amountMinor: minor,
  }),
  key: ({ refundId }) => refundKey(refundId),
  about: ({ intentId, paymentOrderId }) => ({ intentId, paymentOrderIds: [paymentOrderId] }),
  call({ psp }, { key, params: { pspIntentId, amountMinor, refundId } }) {
    return psp.refund({ key, pspIntentId, amountMinor, refundId });
  },
  lookUp({ psp }, { params: { pspIntentId, refundId } }) {
    return psp.lookUp({ kind: 'REFUND', pspIntentId, refundId });
  },
});
