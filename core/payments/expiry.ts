import { orderExpired } from '../orders/order-events.js';
import { eventOf } from '../shared/event-envelope.js';
import type { PaymentIntentId } from '../shared/ids.js';
import { cancelStep } from './cancel-step.js';
import type { Checkout, CheckoutChange, CheckoutIntent } from './checkout.js';
import {
  emit,
  intentOf,
  moveIntent,
  moveOrder,
  movePayment,
  moveSellerOrder,
  owe,
  patchIntent,
  unchanged,
} from './checkout.js';

/** Tells the shopper, where a decline would stand, that the bank agreed when it was too late. */
export const LATE_AUTHORIZATION = 'late_authorization';

/**
 * The decision that an unpaid order's time is over: the stock goes back, the attempt is given up, and a step withdraws
 * it at the PSP. While the bank is being asked (PENDING_AUTH) nothing expires, because money may be held at this very
 * moment; a shopper who is asked to identify himself got more time when he was asked.
 */
export function applyExpiry(checkout: Checkout): CheckoutChange {
  const { order, intents } = checkout;
  const isDue = order.status === 'PENDING_PAYMENT' && order.expiresAt <= checkout.readAt;
  if (!isDue || intents.some(({ status }) => status === 'PENDING_AUTH')) return unchanged(checkout);
  const data = { orderId: order.id, orderNumber: order.number, expiredAt: checkout.readAt.toISOString() };
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
  for (const intent of checkout.intents) change = giveUp(change, intent);
  return { ...change, stock: 'RELEASE' };
}

/** Whether the order ended before any money was held for it; a hold that comes now is released. */
export function endedUnpaid({ order, payment }: Checkout): boolean {
  return (order.status === 'EXPIRED' || order.status === 'CANCELED') && payment.authorizedMinor === 0n;
}

/** The PSP made the intent after the order had ended: it is withdrawn, so that nobody can pay it. */
export function withdrawLateIntent(
  checkout: Checkout,
  intentId: PaymentIntentId,
  pspIntentId: string,
): CheckoutChange {
  if (intentOf(checkout, intentId).pspIntentId !== null) return unchanged(checkout);
  const known = patchIntent(unchanged(checkout), intentId, { pspIntentId });
  return owe(known, cancelStep(known.after, { intentId, pspIntentId, nth: 1 }));
}

/**
 * The bank agreed after the order had expired or was canceled. The stock may be sold to someone else by now, so the hold is released
 * and the shopper is told; it is never forgotten.
 */
export function releaseLateHold(checkout: Checkout, intentId: PaymentIntentId): CheckoutChange {
  const { declineCode, pspIntentId } = intentOf(checkout, intentId);
  if (declineCode === LATE_AUTHORIZATION || pspIntentId === null) return unchanged(checkout);
  const told = patchIntent(unchanged(checkout), intentId, {
    declineCode: LATE_AUTHORIZATION,
    declineMessage: 'Your bank agreed after the order had ended. The hold is released; nothing is charged.',
  });
  return owe(told, cancelStep(checkout, { intentId, pspIntentId, nth: 2 }));
}

function giveUp(change: CheckoutChange, { id, status, pspIntentId }: CheckoutIntent): CheckoutChange {
  if (status === 'CANCELED') return change;
  const ended =
    status === 'DECLINED'
      ? change
      : moveIntent(change, { id, event: 'canceled', patch: { nextAction: null } });
  if (pspIntentId === null) return ended;
  return owe(ended, cancelStep(change.before, { intentId: id, pspIntentId, nth: 1 }));
}
