import { z } from 'zod';

import { retrieveRefundKey } from '../../psp/psp-keys.js';
import { defineCheckoutStep, idOf } from './checkout-step.js';

/** A bank may take days to refund. Twelve polls outlast the ten business days of the slowest. */
export const POLL_REFUND_MS = 36 * 60 * 60_000;

/** Reads the current state of a refund that the PSP accepted. */
export const retrieveRefundStep = defineCheckoutStep({
  kind: 'RETRIEVE_REFUND',
  queue: 'capture',
  params: z.object({
    intentId: idOf('pin'),
    paymentOrderId: idOf('po'),
    refundId: idOf('ref'),
    pspRefundId: z.string(),
  }),
  key: ({ refundId }) => retrieveRefundKey(refundId),
  about: ({ intentId, paymentOrderId }) => ({ intentId, paymentOrderIds: [paymentOrderId] }),
  call: ({ psp }, { params: { pspRefundId } }) => psp.retrieveRefund(pspRefundId),
  poll: { everyMs: POLL_REFUND_MS, undecided: 'the bank has not decided about the refund' },
});
