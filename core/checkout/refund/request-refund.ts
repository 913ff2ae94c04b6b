import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { patchPaymentOrder, paymentOrderOf } from '../model/checkout.js';
import { authorizedIntentOf } from '../model/authorized-intent.js';
import { scheduleStep } from '../steps/checkout-step.js';
import { refundStep } from '../steps/refund-step.js';
import type { DomainError } from '../../shared/domain-error.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import { money, type Money } from '../../shared/money.js';
import type { PaymentOrderStatus } from '../model/payment-order-states.js';
import type { CheckoutRefund } from '../model/refund.js';
import { MAX_REFUNDS_PER_PAYMENT_ORDER } from '../model/refund.js';
import { addRefund } from '../model/refund-moves.js';

/** Nothing is left to refund, or the payment order has too many refunds. */
export type PaymentOrderNotRefundable = DomainError<
  'PAYMENT_ORDER_NOT_REFUNDABLE',
  { status: PaymentOrderStatus }
>;

/** More than was captured and is neither refunded nor being refunded. */
export type RefundAboveCapture = DomainError<'REFUND_ABOVE_CAPTURE', { refundable: Money }>;

export type WantedRefund = Pick<CheckoutRefund, 'id' | 'paymentOrderId' | 'reason' | 'note'> &
  Readonly<{ amountMinor: bigint; units?: CheckoutRefund['units'] }>;

/** The refundable amount: captured, and neither refunded nor being refunded. */
export function refundableMinor(checkout: Checkout, id: PaymentOrderId): bigint {
  const { capturedMinor, refundedMinor, refundingMinor } = paymentOrderOf(checkout, id);
  return capturedMinor - refundedMinor - refundingMinor;
}

/** Requests a refund: the refund and the step that sends it to the PSP. */
export function requestRefund(
  change: CheckoutChange,
  wanted: WantedRefund,
): CheckoutChange | PaymentOrderNotRefundable | RefundAboveCapture {
  const { order, refunds } = change.after;
  const paymentOrder = paymentOrderOf(change.after, wanted.paymentOrderId);
  const { id: paymentOrderId, status, refundingMinor } = paymentOrder;
  const earlier = refunds.filter((refund) => refund.paymentOrderId === paymentOrderId);
  const left = refundableMinor(change.after, paymentOrderId);
  const isTooMany = earlier.length >= MAX_REFUNDS_PER_PAYMENT_ORDER && wanted.reason !== 'ORDER_CANCELED';
  if (left === 0n || isTooMany) return { code: 'PAYMENT_ORDER_NOT_REFUNDABLE', status };
  if (wanted.amountMinor > left)
    return { code: 'REFUND_ABOVE_CAPTURE', refundable: money(left, order.currency) };
  const { id: intentId, pspIntentId } = authorizedIntentOf(change.after, paymentOrder);
  const counted = patchPaymentOrder(change, paymentOrderId, {
    refundingMinor: refundingMinor + wanted.amountMinor,
  });
  const requested = addRefund(counted, {
    ...wanted,
    units: wanted.units ?? [],
    status: 'REQUESTED',
    pspRefundId: null,
    failureMessage: null,
  });
  const { id: refundId, amountMinor } = wanted;
  return scheduleStep(requested, refundStep, {
    intentId,
    paymentOrderId,
    refundId,
    pspIntentId,
    amountMinor,
  });
}
