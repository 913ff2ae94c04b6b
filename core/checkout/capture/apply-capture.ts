import type { Checkout, CheckoutChange } from '../model/checkout.js';
import {
  emit,
  movePaymentOrder,
  patchPayment,
  paymentOrderOf,
  sellerOrderOf,
  unchanged,
} from '../model/checkout.js';
import type { HoldingIntent } from '../model/holding-intent.js';
import { holdingIntent, moveHold } from '../model/holding-intent.js';
import { paymentOrderCaptured, paymentOrderCaptureFailed } from '../model/payment-events.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import { pursueCaptures } from './pursue-captures.js';
import { shareData } from '../model/share-data.js';
import { voidShare } from './void-share.js';

/** The PSP took the shares of one call. The payment's totals and, with the last share, the order follow. */
export function applyCaptured(
  checkout: Checkout,
  ids: readonly PaymentOrderId[],
  amountMinor: bigint,
): CheckoutChange {
  const open = ids.filter((id) => isAsked(checkout, id));
  const [first] = open;
  if (first === undefined) return unchanged(checkout);
  const owed = ids.reduce((sum, id) => sum + paymentOrderOf(checkout, id).amountMinor, 0n);
  if (amountMinor !== owed)
    throw new Error(`${checkout.payment.id}: the PSP took ${amountMinor} where ${owed} was asked for`);
  let change = unchanged(checkout);
  for (const id of open) change = captureShare(change, id);
  // Only the capture that closes the hold is under way while it is being closed.
  const { id, hold } = holdOf(checkout, first);
  if (hold.state === 'CLOSING') change = moveHold(change, id, 'CLOSED');
  return pursueCaptures(change);
}

/**
 * The PSP refused the shares of one call for good. Shares of other calls are not touched, unless the hold itself is gone.
 * A refused share is voided, and its goods are called off, where nothing can have been sent for it yet; a seller who captures
 * on shipment has sent the goods, so a person decides, at the latest the autopilot.
 */
export function applyCaptureRefused(
  checkout: Checkout,
  ids: readonly PaymentOrderId[],
  { reason, holdIsGone }: { reason: string; holdIsGone: boolean },
): CheckoutChange {
  const open = ids.filter((id) => isAsked(checkout, id));
  const [first] = open;
  if (first === undefined) return unchanged(checkout);
  let change = unchanged(checkout);
  for (const id of open) change = refuseShare(change, id, reason);
  const { id, hold } = holdOf(checkout, first);
  if (holdIsGone) change = moveHold(change, id, 'CLOSED');
  else if (hold.state === 'CLOSING') change = moveHold(change, id, 'OPEN');
  for (const share of holdIsGone ? [] : open) change = callOff(change, share, reason);
  return pursueCaptures(change);
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
  return pursueCaptures(change);
}

function captureShare(change: CheckoutChange, id: PaymentOrderId): CheckoutChange {
  const { amountMinor } = paymentOrderOf(change.after, id);
  const patch = { capturedMinor: amountMinor, nextAttemptInMs: null, failureMessage: null };
  const captured = movePaymentOrder(resumed(change, id), { id, event: 'captured', patch });
  const { payment } = captured.after;
  const data = shareData(captured.after, paymentOrderOf(captured.after, id));
  return emit(
    patchPayment(captured, { capturedMinor: payment.capturedMinor + amountMinor }),
    eventOf(paymentOrderCaptured, payment.id, data),
  );
}

function refuseShare(change: CheckoutChange, id: PaymentOrderId, reason: string): CheckoutChange {
  const patch = { failureMessage: reason, nextAttemptInMs: null, captureDue: false };
  const refused = movePaymentOrder(resumed(change, id), { id, event: 'captureRefused', patch });
  const data = { ...shareData(refused.after, paymentOrderOf(refused.after, id)), reason };
  return emit(refused, eventOf(paymentOrderCaptureFailed, refused.after.payment.id, data));
}

/** What cannot be paid is not sent: the units go back on sale with the seller order. */
function callOff(change: CheckoutChange, id: PaymentOrderId, reason: string): CheckoutChange {
  const { sellerOrderId } = paymentOrderOf(change.after, id);
  const { status, captureMode } = sellerOrderOf(change.after, sellerOrderId);
  if (captureMode !== 'AUTOMATIC' || status !== 'TO_SHIP') return change;
  return voidShare(change, { paymentOrderId: id, reason: `the PSP refused the capture: ${reason}` });
}

/** All shares of one call are captured of one hold. */
function holdOf(checkout: Checkout, id: PaymentOrderId): HoldingIntent {
  return holdingIntent(checkout, paymentOrderOf(checkout, id));
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
