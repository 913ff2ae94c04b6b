import { orderExpired } from '../model/order-events.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { PaymentIntentId } from '../../shared/ids.js';
import { cancelStep } from '../steps/cancel-step.js';
import { scheduleStep } from '../steps/checkout-step.js';
import type { Checkout, CheckoutChange, CheckoutIntent } from '../model/checkout.js';
import {
  emit,
  intentOf,
  moveIntent,
  moveOrder,
  movePayment,
  patchIntent,
  unchanged,
} from '../model/checkout.js';
import { moveSellerOrder } from '../model/seller-order-moves.js';

/** The decline code shown to the shopper when the bank authorized too late. */
export const LATE_AUTHORIZATION = 'late_authorization';

/**
 * Expires an unpaid order: the stock is released, and a step cancels the attempt at the PSP. Nothing expires during
 * PENDING_AUTH, because the bank may be authorizing at this very moment; a shopper who is asked to authenticate got
 * more time with the request.
 */
export function applyExpiry(checkout: Checkout): CheckoutChange {
  const { order, intents } = checkout;
  const isDue = order.status === 'PENDING_PAYMENT' && order.expiresAt <= checkout.readAt;
  if (!isDue || intents.some(({ status }) => status === 'PENDING_AUTH')) return unchanged(checkout);
  return expire(checkout);
}

/**
 * The PSP rejects the order outright, for example below its minimum charge. Another card would not help, so the order
 * ends here and the shopper sees why, instead of waiting for a payment that can never be made.
 */
export function rejectIntent(
  checkout: Checkout,
  intentId: PaymentIntentId,
  { code, reason }: { code: string; reason: string },
): CheckoutChange {
  const isOpen = checkout.order.status === 'PENDING_PAYMENT';
  if (!isOpen || intentOf(checkout, intentId).status !== 'CREATED_PENDING') return unchanged(checkout);
  const declineMessage = `The payment provider does not accept this order (${reason}). You have not been charged.`;
  return patchIntent(expire(checkout), intentId, { declineCode: code, declineMessage });
}

function expire(checkout: Checkout): CheckoutChange {
  const { order, readAt } = checkout;
  const data = { orderId: order.id, orderNumber: order.number, expiredAt: readAt.toISOString() };
  return emit(abandonUnpaid(checkout, 'expired'), eventOf(orderExpired, order.id, data));
}

/**
 * Ends an unpaid order: the stock is released, and a step cancels each open attempt at the PSP. Later answers of the
 * bank are handled below.
 */
export function abandonUnpaid(checkout: Checkout, event: 'expired' | 'canceled'): CheckoutChange {
  let change = moveOrder(unchanged(checkout), event);
  for (const { id } of checkout.sellerOrders) change = moveSellerOrder(change, id, 'canceled');
  change = movePayment(change, 'voided');
  for (const intent of checkout.intents) change = abandon(change, intent);
  return { ...change, stock: 'RELEASE' };
}

/**
 * A declined attempt is canceled at the PSP when the next one opens: its old client secret could still be used to pay
 * there.
 */
export function cancelDeclined(change: CheckoutChange): CheckoutChange {
  let canceled = change;
  for (const { id: intentId, status, pspIntentId, authorization } of latestAttempt(change.before))
    if (status === 'DECLINED' && pspIntentId !== null && authorization === null)
      canceled = scheduleStep(canceled, cancelStep, { intentId, pspIntentId, nth: 1 });
  return canceled;
}

/** The intents of the latest attempt; the one the shopper confirms comes first. */
export function latestAttempt({ intents }: Checkout): readonly CheckoutIntent[] {
  return intents.filter(({ attempt }) => attempt === intents.at(-1)?.attempt);
}

/**
 * Whether an authorization of this attempt comes too late to count: the order ended unpaid, or the attempt itself is
 * over. An authorization that is already recorded is not late, even if it was abandoned since.
 */
export function isTooLate({ order, payment }: Checkout, { status, authorization }: CheckoutIntent): boolean {
  if (authorization !== null) return false;
  if ((order.status === 'EXPIRED' || order.status === 'CANCELED') && payment.authorizedMinor === 0n)
    return true;
  return status === 'DECLINED' || status === 'CANCELED';
}

/** The PSP created the intent after the order had ended: it is canceled, so nobody can pay it. */
export function cancelLateIntent(
  checkout: Checkout,
  intentId: PaymentIntentId,
  pspIntentId: string,
): CheckoutChange {
  if (intentOf(checkout, intentId).pspIntentId !== null) return unchanged(checkout);
  const known = patchIntent(unchanged(checkout), intentId, { pspIntentId });
  return scheduleStep(known, cancelStep, { intentId, pspIntentId, nth: 1 });
}

/**
 * The bank authorized after the order or the attempt had ended. The stock may be sold by now, or another attempt may be
 * authorized, so this authorization is voided and the shopper is informed; it is never forgotten.
 */
export function releaseLateAuthorization(checkout: Checkout, intentId: PaymentIntentId): CheckoutChange {
  const { declineCode, pspIntentId } = intentOf(checkout, intentId);
  if (declineCode === LATE_AUTHORIZATION || pspIntentId === null) return unchanged(checkout);
  const tooLate = patchIntent(unchanged(checkout), intentId, {
    declineCode: LATE_AUTHORIZATION,
    declineMessage:
      'Your bank approved this payment too late. We are releasing the authorization; you will not be charged.',
  });
  return scheduleStep(tooLate, cancelStep, { intentId, pspIntentId, nth: 2 });
}

function abandon(
  change: CheckoutChange,
  { id, status, pspIntentId, attempt, authorization }: CheckoutIntent,
): CheckoutChange {
  // An earlier attempt was declined, and canceled when the next one opened.
  const isEarlier = attempt !== latestAttempt(change.before)[0]?.attempt;
  if (status === 'CANCELED' || authorization?.state === 'ABANDONED' || isEarlier) return change;
  const abandoned = authorization === null ? null : { ...authorization, state: 'ABANDONED' as const };
  const ended =
    status === 'DECLINED'
      ? change
      : moveIntent(change, { id, event: 'canceled', patch: { nextAction: null, authorization: abandoned } });
  if (pspIntentId === null) return ended;
  return scheduleStep(ended, cancelStep, { intentId: id, pspIntentId, nth: 1 });
}
