import type { ChosenStrategy } from '../capture/choose-strategy.js';
import { forkPaymentOrders } from './fork-payment-orders.js';
import { orderConfirmed } from '../model/order-events.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { PaymentIntentId } from '../../shared/ids.js';
import type { CheckoutChange } from '../model/checkout.js';
import { emit, intentOf, moveIntent, moveOrder, patchPayment } from '../model/checkout.js';
import { moveSellerOrder } from '../model/seller-order-moves.js';
import { paymentAuthorized } from '../model/payment-events.js';

/**
 * Confirms an order whose money is authorized, by one intent or by one per seller. All authorizations count from here
 * on, at once; the stock is sold and every payment order gets its next step. The first intent is the one the shopper
 * confirmed.
 */
export function confirmOrder(
  change: CheckoutChange,
  {
    intentIds,
    strategy,
    reason,
  }: ChosenStrategy & { intentIds: readonly [PaymentIntentId, ...PaymentIntentId[]] },
): CheckoutChange {
  const { order, payment, sellerOrders, readAt } = change.after;
  let confirmed = change;
  for (const id of intentIds) confirmed = commitAuthorization(confirmed, id);
  const intents = intentIds.map((id) => intentOf(confirmed.after, id));
  const authorizedMinor = intents.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (authorizedMinor !== payment.amountMinor)
    throw new Error(`${payment.id}: ${authorizedMinor} of ${payment.amountMinor} is authorized`);
  const deadlines = intents.flatMap(({ authorization }) =>
    authorization?.captureBefore ? [authorization.captureBefore.getTime()] : [],
  );
  const captureBefore = deadlines.length === 0 ? null : new Date(Math.min(...deadlines));
  const patch = { authorizedMinor, captureStrategy: strategy, strategyReason: reason, captureBefore };
  confirmed = moveOrder(patchPayment(confirmed, { ...patch, authorization: 'OPEN' }), 'paymentConfirmed');
  for (const { id } of sellerOrders) confirmed = moveSellerOrder(confirmed, id, 'paymentConfirmed');
  confirmed = emit(
    confirmed,
    eventOf(paymentAuthorized, payment.id, {
      paymentId: payment.id,
      orderId: order.id,
      paymentIntentId: intentIds[0],
      amountMinor: authorizedMinor.toString(),
      currency: order.currency,
      captureBefore: captureBefore?.toISOString() ?? null,
    }),
    eventOf(orderConfirmed, order.id, {
      orderId: order.id,
      orderNumber: order.number,
      confirmedAt: readAt.toISOString(),
      currency: order.currency,
      totalMinor: order.totalMinor.toString(),
      sellers: sellerOrders.map(({ id, sellerId, totalMinor }) => ({
        sellerId,
        sellerOrderId: id,
        totalMinor: totalMinor.toString(),
      })),
    }),
  );
  return forkPaymentOrders({ ...confirmed, stock: 'COMMIT' });
}

function commitAuthorization(change: CheckoutChange, id: PaymentIntentId): CheckoutChange {
  const { authorization } = intentOf(change.after, id);
  if (authorization === null) throw new Error(`${id} has no authorization`);
  const patch = { nextAction: null, authorization: { ...authorization, state: 'OPEN' as const } };
  return moveIntent(change, { id, event: 'authorized', patch });
}
