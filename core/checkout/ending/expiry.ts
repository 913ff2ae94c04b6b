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

/** Tells the shopper, where a decline would stand, that the bank agreed when it was too late. */
export const LATE_AUTHORIZATION = 'late_authorization';

/**
 * The decision that an unpaid order's time is over: the stock goes back, the attempt is given up, and a step withdraws
 * it at the PSP. While the bank is being asked (PENDING_AUTH) nothing expires, because money may be held at this very
 * moment; a shopper who is asked to authenticate got more time when he was asked.
 */
export function applyExpiry(checkout: Checkout): CheckoutChange {
  const { order, intents } = checkout;
  const isDue = order.status === 'PENDING_PAYMENT' && order.expiresAt <= checkout.readAt;
  if (!isDue || intents.some(({ status }) => status === 'PENDING_AUTH')) return unchanged(checkout);
  return expire(checkout);
}

/**
 * The PSP does not accept the order at all, as one below its least amount. Another card would not help, so the order ends
 * here and the shopper is told why, instead of waiting for a payment that never gets ready.
 */
export function rejectIntent(
  checkout: Checkout,
  intentId: PaymentIntentId,
  { code, reason }: { code: string; reason: string },
): CheckoutChange {
  const isOpen = checkout.order.status === 'PENDING_PAYMENT';
  if (!isOpen || intentOf(checkout, intentId).status !== 'CREATED_PENDING') return unchanged(checkout);
  const declineMessage = `The payment provider does not accept this order (${reason}). Nothing is charged.`;
  return patchIntent(expire(checkout), intentId, { declineCode: code, declineMessage });
}

function expire(checkout: Checkout): CheckoutChange {
  const { order, readAt } = checkout;
  const data = { orderId: order.id, orderNumber: order.number, expiredAt: readAt.toISOString() };
  return emit(abandonUnpaid(checkout, 'expired'), eventOf(orderExpired, order.id, data));
}

/**
 * Ends an order that is not paid: the stock goes back, the attempts are given up, and a step withdraws each at the PSP. What
 * the bank may still say about them is dealt with below.
 */
export function abandonUnpaid(checkout: Checkout, event: 'expired' | 'canceled'): CheckoutChange {
  let change = moveOrder(unchanged(checkout), event);
  for (const { id } of checkout.sellerOrders) change = moveSellerOrder(change, id, 'canceled');
  change = movePayment(change, 'voided');
  for (const intent of checkout.intents) change = abandon(change, intent);
  return { ...change, stock: 'RELEASE' };
}

/** A declined attempt is withdrawn at the PSP when the next one opens: there its old client secret could still be paid. */
export function cancelDeclined(change: CheckoutChange): CheckoutChange {
  let canceled = change;
  for (const { id: intentId, status, pspIntentId, authorization } of latestAttempt(change.before))
    if (status === 'DECLINED' && pspIntentId !== null && authorization === null)
      canceled = scheduleStep(canceled, cancelStep, { intentId, pspIntentId, nth: 1 });
  return canceled;
}

/** The intents of the attempt that was opened last, the one that the shopper confirms first. */
export function latestAttempt({ intents }: Checkout): readonly CheckoutIntent[] {
  return intents.filter(({ attempt }) => attempt === intents.at(-1)?.attempt);
}

/**
 * Whether a hold of this attempt comes too late to count: the order ended unpaid, or the attempt itself is over. An attempt
 * whose hold is known, and was given up since, is no news.
 */
export function isTooLate({ order, payment }: Checkout, { status, authorization }: CheckoutIntent): boolean {
  if (authorization !== null) return false;
  if ((order.status === 'EXPIRED' || order.status === 'CANCELED') && payment.authorizedMinor === 0n)
    return true;
  return status === 'DECLINED' || status === 'CANCELED';
}

/** The PSP made the intent after the order had ended: it is withdrawn, so that nobody can pay it. */
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
 * The bank agreed after the order or the attempt had ended. The stock may be sold to someone else by now, or another attempt
 * may hold the money already, so the hold is released and the shopper is told; it is never forgotten.
 */
export function releaseLateAuthorization(checkout: Checkout, intentId: PaymentIntentId): CheckoutChange {
  const { declineCode, pspIntentId } = intentOf(checkout, intentId);
  if (declineCode === LATE_AUTHORIZATION || pspIntentId === null) return unchanged(checkout);
  const rejected = patchIntent(unchanged(checkout), intentId, {
    declineCode: LATE_AUTHORIZATION,
    declineMessage: 'Your bank agreed when this attempt was over. The hold is released; nothing is charged.',
  });
  return scheduleStep(rejected, cancelStep, { intentId, pspIntentId, nth: 2 });
}

function abandon(
  change: CheckoutChange,
  { id, status, pspIntentId, attempt, authorization }: CheckoutIntent,
): CheckoutChange {
  // An earlier attempt was declined, and withdrawn when the next one opened.
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
