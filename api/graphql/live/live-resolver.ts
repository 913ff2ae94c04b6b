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

const orderIdArg = { description: 'Global id of the order.' };

/** Before every event both the actor and what it reads are looked at again: what one may no longer see ends the subscription. */
@Resolver()
export class LiveResolver {
  @Subscription(() => OrderType, {
    description:
      'The order now, then after every change. On reconnect subscribe again: the first message is the present state.',
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
    description: 'The payment now, then after every change.',
    subscribe: ({ args: { paymentId, orderToken }, context }: Subscribed<PaymentArgs>) =>
      liveOrder(context, (reader) => findOrderOfPayment(reader, paymentId, orderToken)),
  })
  paymentUpdated(
    @Root() order: OrderView,
    @Arg('paymentId', () => ID, { description: 'Global id of the payment.' }) _paymentId: string,
    @Arg('orderToken', () => String, orderTokenOptions) _orderToken: string | null,
  ): PaymentView {
    return order.payment;
  }

  @Subscription(() => SellerOrderUpdateType, {
    description: `Paid seller orders, for members of their seller. By the id of one: it now, then after every change. By the id of the seller: those that wait longest to be shipped and the newest, at most ${PRESENT_OF_EACH} of each, then each that changes or is new.`,
    subscribe: ({ args: { id }, context }: Subscribed<{ id: string }>) => liveSellerOrders(context, id),
  })
  sellerOrderUpdated(
    @Root() update: SellerOrderUpdate,
    @Arg('id', () => ID, { description: 'Global id of a seller order or of a seller.' }) _id: string,
  ): SellerOrderUpdate {
    return update;
  }
}
