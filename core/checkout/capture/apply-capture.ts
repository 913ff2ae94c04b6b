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

/** The PSP took the shares of one call. The payment's totals and, with the last share, the order follow. */
export function applyCaptured(
  checkout: Checkout,
  ids: readonly PaymentOrderId[],
  amountMinor: bigint,
): CheckoutChange {
  const open = ids.filter((id) => isAsked(checkout, id));
  const [first] = open;
  if (first === undefined) return unchanged(checkout);
  const expectedMinor = ids.reduce((sum, id) => sum + paymentOrderOf(checkout, id).amountMinor, 0n);
  if (amountMinor !== expectedMinor)
    throw new Error(
      `${checkout.payment.id}: the PSP took ${amountMinor} where ${expectedMinor} was asked for`,
    );
  let change = unchanged(checkout);
  for (const id of open) change = recordCapture(change, id);
  // Only the capture that closes the hold is under way while it is being closed.
  const { id, authorization } = coveringIntent(checkout, first);
  if (authorization.state === 'CLOSING') change = moveAuthorization(change, id, 'CLOSED');
  return scheduleCaptures(change);
}

/**
 * The PSP refused the shares of one call for good. Shares of other calls are not touched, unless the hold itself is gone.
 * A refused share is voided, and its goods are canceled, where nothing can have been sent for it yet; a seller who captures
 * on shipment has sent the goods, so a person decides, at the latest the autopilot.
 */
export function applyCaptureFailed(
  checkout: Checkout,
  ids: readonly PaymentOrderId[],
  { reason, authorizationLost }: { reason: string; authorizationLost: boolean },
): CheckoutChange {
  const open = ids.filter((id) => isAsked(checkout, id));
  const [first] = open;
  if (first === undefined) return unchanged(checkout);
  let change = unchanged(checkout);
  for (const id of open) change = failCapture(change, id, reason);
  const { id, authorization } = coveringIntent(checkout, first);
  if (authorizationLost) change = moveAuthorization(change, id, 'CLOSED');
  else if (authorization.state === 'CLOSING') change = moveAuthorization(change, id, 'OPEN');
  for (const paymentOrderId of authorizationLost ? [] : open)
    change = cancelUnpaid(change, paymentOrderId, reason);
  return scheduleCaptures(change);
}

/** The PSP did not answer: the shares wait for the next attempt with the same key; null when a person has to see to it. */
export function deferCapture(
  checkout: Checkout,
  ids: readonly PaymentOrderId[],
  { attempt, retryInMs, reason }: { attempt: number; retryInMs: number | null; reason: string },
): CheckoutChange {
  const open = ids.filter((id) => isAsked(checkout, id));
  if (open.length === 0) return unchanged(checkout);
  const patch = { attempts: attempt, nextAttemptInMs: retryInMs, failureMessage: reason };
  let change = unchanged(checkout);
  for (const id of open)
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

/** What cannot be paid is not sent: the units go back on sale with the seller order. */
function cancelUnpaid(change: CheckoutChange, id: PaymentOrderId, reason: string): CheckoutChange {
  const { sellerOrderId } = paymentOrderOf(change.after, id);
  const { status, captureMode } = sellerOrderOf(change.after, sellerOrderId);
  if (captureMode !== 'AUTOMATIC' || status !== 'TO_SHIP') return change;
  return applyVoid(change, { paymentOrderId: id, reason: `the PSP refused the capture: ${reason}` });
}

/** All shares of one call are captured of one hold. */
function coveringIntent(checkout: Checkout, id: PaymentOrderId): AuthorizedIntent {
  return authorizedIntentOf(checkout, paymentOrderOf(checkout, id));
}

/** Whether an answer about the share's capture is still news. */
function isAsked(checkout: Checkout, id: PaymentOrderId): boolean {
  const { status } = paymentOrderOf(checkout, id);
  return status === 'CAPTURE_REQUESTED' || status === 'PENDING_CAPTURE';
}

/** A deferred share passes through CAPTURE_REQUESTED, so that the history shows that it was asked for again. */
function resumed(change: CheckoutChange, id: PaymentOrderId): CheckoutChange {
  const { status } = paymentOrderOf(change.after, id);
  return status === 'PENDING_CAPTURE' ? movePaymentOrder(change, { id, event: 'captureRequested' }) : change;
}
