import { scheduleCaptures } from '../capture/schedule-captures.js';
import { applyVoid } from '../capture/apply-void.js';
import { refundableMinor, requestRefund } from '../refund/request-refund.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import { sumMinor } from '../../shared/money.js';
import type { CheckoutChange } from '../model/checkout.js';

/** Why a payment order of a canceled order is voided; part of the history and of the event. */
export const ORDER_WAS_CANCELED = 'the order was canceled';

/**
 * Voids and refunds the payment orders of a canceled order, as far as that can be decided now. A capture in flight
 * cannot be recalled; this runs again with every PSP fact, so its outcome is followed by a refund or a void in the same
 * transaction. Changes nothing where nothing is left to decide.
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

/** Refunds the refundable rest of a payment order, except amounts of refunds that failed: those need an operator. */
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
  const requested = requestRefund(change, wanted);
  if ('code' in requested)
    throw new Error(`${paymentOrderId} of a canceled order cannot be refunded: ${requested.code}`);
  return requested;
}
