import type { Checkout, CheckoutChange } from '../model/checkout.js';
import {
  emit,
  movePaymentOrder,
  patchPayment,
  paymentOrderOf,
  sellerOrderOf,
  unchanged,
} from '../model/checkout.js';
import type { AuthorizedIntent } from '../model/authorized-intent.js';
import { authorizedIntentOf, moveAuthorization } from '../model/authorized-intent.js';
import { paymentOrderCaptured, paymentOrderCaptureFailed } from '../model/payment-events.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import { scheduleCaptures } from './schedule-captures.js';
import { paymentOrderEventData } from '../model/payment-order-event-data.js';
import { applyVoid } from './apply-void.js';

/**
 * Records a capture by the PSP of the payment orders of one call. The payment's totals follow and, with the last
 * payment order, the order.
 */
export function applyCaptured(
  checkout: Checkout,
  ids: readonly PaymentOrderId[],
  amountMinor: bigint,
): CheckoutChange {
  const pending = ids.filter((id) => isCapturePending(checkout, id));
  const [first] = pending;
  if (first === undefined) return unchanged(checkout);
  const expectedMinor = ids.reduce((sum, id) => sum + paymentOrderOf(checkout, id).amountMinor, 0n);
  if (amountMinor !== expectedMinor)
    throw new Error(`${checkout.payment.id}: the PSP captured ${amountMinor} instead of ${expectedMinor}`);
  let change = unchanged(checkout);
  for (const id of pending) change = recordCapture(change, id);
  // While an authorization is CLOSING, only the capture that closes it is in flight.
  const { id, authorization } = coveringIntent(checkout, first);
  if (authorization.state === 'CLOSING') change = moveAuthorization(change, id, 'CLOSED');
  return scheduleCaptures(change);
}

/**
 * Records a definitively failed capture call. Payment orders of other calls are not affected unless the authorization
 * itself is lost. A failed payment order is voided and its goods are canceled where nothing can have been shipped yet;
 * a seller who captures on shipment has shipped, so the decision is manual, or automatic shortly before the
 * authorization expires.
 */
export function applyCaptureFailed(
  checkout: Checkout,
  ids: readonly PaymentOrderId[],
  { reason, authorizationLost }: { reason: string; authorizationLost: boolean },
): CheckoutChange {
  const pending = ids.filter((id) => isCapturePending(checkout, id));
  const [first] = pending;
  if (first === undefined) return unchanged(checkout);
  let change = unchanged(checkout);
  for (const id of pending) change = failCapture(change, id, reason);
  const { id, authorization } = coveringIntent(checkout, first);
  if (authorizationLost) change = moveAuthorization(change, id, 'CLOSED');
  else if (authorization.state === 'CLOSING') change = moveAuthorization(change, id, 'OPEN');
  for (const paymentOrderId of authorizationLost ? [] : pending)
    change = cancelUnpaid(change, paymentOrderId, reason);
  return scheduleCaptures(change);
}

/**
 * Unknown outcome: the payment orders wait for the next attempt with the same key; `retryInMs` is null when an operator
 * must step in.
 */
export function deferCapture(
  checkout: Checkout,
  ids: readonly PaymentOrderId[],
  { attempt, retryInMs, reason }: { attempt: number; retryInMs: number | null; reason: string },
): CheckoutChange {
  const pending = ids.filter((id) => isCapturePending(checkout, id));
  if (pending.length === 0) return unchanged(checkout);
  const patch = { attempts: attempt, nextAttemptInMs: retryInMs, failureMessage: reason };
  let change = unchanged(checkout);
  for (const id of pending)
    change = movePaymentOrder(resumed(change, id), { id, event: 'captureDeferred', patch });
  return scheduleCaptures(change);
}

function recordCapture(change: CheckoutChange, id: PaymentOrderId): CheckoutChange {
  const { amountMinor } = paymentOrderOf(change.after, id);
  const patch = { capturedMinor: amountMinor, nextAttemptInMs: null, failureMessage: null };
  const captured = movePaymentOrder(resumed(change, id), { id, event: 'captured', patch });
  const { payment } = captured.after;
  const data = paymentOrderEventData(captured.after, paymentOrderOf(captured.after, id));
  return emit(
    patchPayment(captured, { capturedMinor: payment.capturedMinor + amountMinor }),
    eventOf(paymentOrderCaptured, payment.id, data),
  );
}

function failCapture(change: CheckoutChange, id: PaymentOrderId, reason: string): CheckoutChange {
  const patch = { failureMessage: reason, nextAttemptInMs: null, captureDue: false };
  const failed = movePaymentOrder(resumed(change, id), { id, event: 'captureFailed', patch });
  const data = { ...paymentOrderEventData(failed.after, paymentOrderOf(failed.after, id)), reason };
  return emit(failed, eventOf(paymentOrderCaptureFailed, failed.after.payment.id, data));
}

/** Unpaid goods are not shipped: canceling the seller order restocks its units. */
function cancelUnpaid(change: CheckoutChange, id: PaymentOrderId, reason: string): CheckoutChange {
  const { sellerOrderId } = paymentOrderOf(change.after, id);
  const { status, captureMode } = sellerOrderOf(change.after, sellerOrderId);
  if (captureMode !== 'AUTOMATIC' || status !== 'TO_SHIP') return change;
  return applyVoid(change, { paymentOrderId: id, reason: `the capture failed: ${reason}` });
}

/** All payment orders of one call are captured from one authorization. */
function coveringIntent(checkout: Checkout, id: PaymentOrderId): AuthorizedIntent {
  return authorizedIntentOf(checkout, paymentOrderOf(checkout, id));
}

/** Whether the outcome of its capture is still outstanding. */
function isCapturePending(checkout: Checkout, id: PaymentOrderId): boolean {
  const { status } = paymentOrderOf(checkout, id);
  return status === 'CAPTURE_REQUESTED' || status === 'PENDING_CAPTURE';
}

/** A deferred payment order passes through CAPTURE_REQUESTED, so the history shows the retry. */
function resumed(change: CheckoutChange, id: PaymentOrderId): CheckoutChange {
  const { status } = paymentOrderOf(change.after, id);
  return status === 'PENDING_CAPTURE' ? movePaymentOrder(change, { id, event: 'captureRequested' }) : change;
}
