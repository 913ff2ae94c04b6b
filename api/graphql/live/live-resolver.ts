import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';

import type { OrderView, PaymentView } from '../../../core/orders/order-view.js';
import type { GraphqlContext } from '../context.js';
import { findOrder, findOrderOfPayment } from '../orders/find-order.js';
import { OrderType } from '../orders/order-types.js';
import { PaymentType } from '../payments/payment-types.js';
import { orderTokenOptions } from '../shared/order-token-options.js';
import { liveOrder } from './live-orders.js';
import { liveSellerOrders } from './live-seller-orders.js';
import { type SellerOrderUpdate, SellerOrderUpdateType } from './seller-order-update-type.js';
import { PRESENT_OF_EACH } from './seller-order-changes.js';

type Subscribed<Args> = { args: Args; context: GraphqlContext };
type OrderArgs = { orderId: string; token?: string | null };
type PaymentArgs = { paymentId: string; orderToken?: string | null };

const orderIdArg = { description: 'Global ID of the order.' };

/** Access is checked again before every event; losing it ends the subscription. */
@Resolver()
export class LiveResolver {
  @Subscription(() => OrderType, {
    description:
      'Sends the order immediately, then after every change. Subscribe again after a reconnect: the first message is the current state.',
    subscribe: ({ args: { orderId, token }, context }: Subscribed<OrderArgs>) =>
      liveOrder(context, (reader) => findOrder(reader, orderId, token)),
  })
  orderUpdated(
    @Root() order: OrderView,
    @Arg('orderId', () => ID, orderIdArg) _orderId: string,
    @Arg('token', () => String, orderTokenOptions) _token: string | null,
  ): OrderView {
    return order;
  }

  @Subscription(() => PaymentType, {
    description: 'Sends the payment immediately, then after every change.',
    subscribe: ({ args: { paymentId, orderToken }, context }: Subscribed<PaymentArgs>) =>
      liveOrder(context, (reader) => findOrderOfPayment(reader, paymentId, orderToken)),
  })
  paymentUpdated(
    @Root() order: OrderView,
    @Arg('paymentId', () => ID, { description: 'Global ID of the payment.' }) _paymentId: string,
    @Arg('orderToken', () => String, orderTokenOptions) _orderToken: string | null,
  ): PaymentView {
    return order.payment;
  }

  @Subscription(() => SellerOrderUpdateType, {
    description: `Sends paid seller orders to members of their seller. With a seller order ID: the seller order immediately, then after every change. With a seller ID: first the longest waiting and the newest, at most ${PRESENT_OF_EACH} of each, then each one that changes or is new.`,
    subscribe: ({ args: { id }, context }: Subscribed<{ id: string }>) => liveSellerOrders(context, id),
  })
  sellerOrderUpdated(
    @Root() update: SellerOrderUpdate,
    @Arg('id', () => ID, { description: 'Global ID of a seller order or of a seller.' }) _id: string,
  ): SellerOrderUpdate {
    return update;
  }
}
