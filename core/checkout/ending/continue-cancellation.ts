import { scheduleCaptures } from '../capture/schedule-captures.js';
import { applyVoid } from '../capture/apply-void.js';
import { refundableMinor, requestRefund } from '../refund/request-refund.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import { sumMinor } from '../../shared/money.js';
import type { CheckoutChange } from '../model/checkout.js';

/** Why a share of a canceled order is voided; part of the history and of the event. */
export const ORDER_WAS_CANCELED = 'the order was canceled';

/**
 * Gives the money of a canceled order back, as far as that can be decided now: what was not captured is voided, what was
 * captured is refunded. A capture under way cannot be recalled; this is asked again with everything that the PSP says, so
 * its answer is followed by a refund, or a void, in the same transaction. Changes nothing where nothing is left to decide.
 */
export function continueCancellation(change: CheckoutChange): CheckoutChange {
  if (change.after.order.status !== 'CANCELED') return change;
  const open = change.after.paymentOrders.filter(
    ({ status }) => status === 'INITIATED_PENDING' || status === 'CAPTURE_FAILED',
  );
  let next = change;
  for (const { id: paymentOrderId } of open)
    next = applyVoid(next, { paymentOrderId, reason: ORDER_WAS_CANCELED });
  if (open.length > 0) next = scheduleCaptures(next);
  for (const { id } of change.after.paymentOrders) next = refundRest(next, id);
  return next;
}

/** Everything that can be refunded of a share, less what the PSP has refused to give back: that is for a person. */
function refundRest(change: CheckoutChange, paymentOrderId: PaymentOrderId): CheckoutChange {
  const failed = change.after.refunds.filter(
    (refund) =>
      refund.paymentOrderId === paymentOrderId &&
      refund.reason === 'ORDER_CANCELED' &&
      refund.status === 'FAILED',
  );
  const amountMinor =
    refundableMinor(change.after, paymentOrderId) - sumMinor(failed.map((refund) => refund.amountMinor));
  if (amountMinor <= 0n) return change;
  const wanted = {
    id: change.after.newId('ref'),
    paymentOrderId,
    amountMinor,
    reason: 'ORDER_CANCELED',
    note: '',
  } as const;
  const asked = requestRefund(change, wanted);
  if ('code' in asked) throw new Error(`${paymentOrderId} is of a canceled order, but: ${asked.code}`);
  return asked;
}
