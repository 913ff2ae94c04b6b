import type { Checkout, CheckoutChange } from '../model/checkout.js';
import {
  emit,
  movePaymentOrder,
  patchPayment,
  patchPaymentOrder,
  paymentOrderOf,
  unchanged,
} from '../model/checkout.js';
import { scheduleLater } from '../steps/checkout-step.js';
import { POLL_REFUND_MS, retrieveRefundStep } from '../steps/retrieve-refund-step.js';
import { authorizedIntentOf } from '../model/authorized-intent.js';
import { paymentRefunded, refundFailed } from '../model/payment-events.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { CheckoutRefund } from '../model/refund.js';
import type { RefundFact } from '../model/checkout-psp.js';
import { isUnderWay } from '../model/refund.js';
import { moveRefund } from '../model/refund-moves.js';
import { updateStatusAfterRefund, updateStatusAfterReversal } from './update-refund-status.js';

/**
 * Decides what a refund fact changes. Idempotent: a decided refund stays so, except that the bank may reverse it weeks
 * later. The ledger entries follow from the move of the payment order.
 */
export function applyRefund(checkout: Checkout, fact: RefundFact): CheckoutChange {
  const start = unchanged(checkout);
  const refund = checkout.refunds.find(({ id }) => id === fact.refundId);
  if (refund === undefined) throw new Error(`${fact.refundId} does not belong to ${checkout.order.id}`);
  if (refund.status === 'SUCCEEDED' && fact.status === 'FAILED')
    return recordReversal(start, refund, fact.reason);
  if (!isUnderWay(refund)) return start;
  const { id } = refund;
  switch (fact.status) {
    case 'PENDING': {
      if (refund.status === 'PENDING') return start;
      const accepted = moveRefund(start, { id, event: 'accepted', patch: { pspRefundId: fact.pspRefundId } });
      return pollRefundLater(accepted, refund, fact.pspRefundId);
    }
    case 'SUCCEEDED': {
      const patch = { pspRefundId: fact.pspRefundId };
      return updateStatusAfterRefund(
        recordRefund(moveRefund(start, { id, event: 'succeeded', patch }), refund),
      );
    }
    case 'FAILED': {
      const patch = { pspRefundId: fact.pspRefundId, failureMessage: fact.reason };
      const { id: paymentOrderId, refundingMinor } = paymentOrderOf(checkout, refund.paymentOrderId);
      const uncounted = { refundingMinor: refundingMinor - refund.amountMinor };
      const failed = patchPaymentOrder(
        moveRefund(start, { id, event: 'failed', patch }),
        paymentOrderId,
        uncounted,
      );
      return emitFailed(failed, refund, fact.reason);
    }
  }
}

function recordRefund(change: CheckoutChange, refund: CheckoutRefund): CheckoutChange {
  const paymentOrder = paymentOrderOf(change.after, refund.paymentOrderId);
  const refundedMinor = paymentOrder.refundedMinor + refund.amountMinor;
  const refunded = movePaymentOrder(change, {
    id: paymentOrder.id,
    event: refundedMinor === paymentOrder.capturedMinor ? 'allRefunded' : 'partRefunded',
    refundId: refund.id,
    patch: { refundedMinor, refundingMinor: paymentOrder.refundingMinor - refund.amountMinor },
  });
  const { payment } = refunded.after;
  const total = payment.refundedMinor + refund.amountMinor;
  return emit(
    patchPayment(refunded, { refundedMinor: total }),
    eventOf(paymentRefunded, payment.id, {
      ...subjectOf(refunded.after, refund),
      reason: refund.reason,
      paymentRefundedMinor: total.toString(),
    }),
  );
}

/** The bank reversed the refund: the seller has the money again, and an operator decides what follows. */
function recordReversal(
  change: CheckoutChange,
  refund: CheckoutRefund,
  reason: string | null,
): CheckoutChange {
  const paymentOrder = paymentOrderOf(change.after, refund.paymentOrderId);
  const refundedMinor = paymentOrder.refundedMinor - refund.amountMinor;
  const failed = moveRefund(change, { id: refund.id, event: 'reversed', patch: { failureMessage: reason } });
  const reversed = movePaymentOrder(failed, {
    id: paymentOrder.id,
    event: refundedMinor === 0n ? 'allReversed' : 'partReversed',
    refundId: refund.id,
    patch: { refundedMinor },
  });
  const { refundedMinor: total } = reversed.after.payment;
  const left = patchPayment(reversed, { refundedMinor: total - refund.amountMinor });
  return emitFailed(updateStatusAfterReversal(left), refund, reason);
}

function emitFailed(change: CheckoutChange, refund: CheckoutRefund, reason: string | null): CheckoutChange {
  const data = { ...subjectOf(change.after, refund), reason: reason ?? 'the PSP gave no reason' };
  return emit(change, eventOf(refundFailed, change.after.payment.id, data));
}

function subjectOf({ payment, order, paymentOrders }: Checkout, refund: CheckoutRefund) {
  const paymentOrder = paymentOrders.find(({ id }) => id === refund.paymentOrderId);
  return {
    paymentId: payment.id,
    orderId: order.id,
    paymentOrderId: refund.paymentOrderId,
    sellerId: paymentOrder?.sellerId ?? '',
    refundId: refund.id,
    amountMinor: refund.amountMinor.toString(),
    currency: order.currency,
  };
}

/** A webhook reports how the bank decided; this step covers a lost webhook. */
function pollRefundLater(
  change: CheckoutChange,
  refund: CheckoutRefund,
  pspRefundId: string | null,
): CheckoutChange {
  if (pspRefundId === null) throw new Error(`${refund.id} is pending without a PSP refund`);
  const { id: intentId } = authorizedIntentOf(
    change.after,
    paymentOrderOf(change.after, refund.paymentOrderId),
  );
  const { id: refundId, paymentOrderId } = refund;
  const params = { intentId, paymentOrderId, refundId, pspRefundId };
  return scheduleLater(change, retrieveRefundStep, { params, runInMs: POLL_REFUND_MS });
}
