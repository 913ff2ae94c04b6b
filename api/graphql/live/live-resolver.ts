import { GraphQLError } from 'graphql';
import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';

import { actorNow } from '../../../core/identity/actor-now.js';
import type { OrderView, PaymentView } from '../../../core/orders/order-view.js';
import type { GraphqlContext } from '../context.js';
import { findOrder, findOrderOfPayment } from '../orders/find-order.js';
import { OrderType } from '../orders/order-types.js';
import { PaymentType } from '../payments/payment-types.js';
import { orderTokenOptions } from '../shared/order-token-options.js';
import { orderSnapshots } from './order-snapshots.js';

type Subscribed<Args> = { args: Args; context: GraphqlContext };
type OrderArgs = { orderId: string; token?: string | null };
type PaymentArgs = { paymentId: string; orderToken?: string | null };

const orderIdArg = { description: 'Global id of the order.' };

@Resolver()
export class LiveResolver {
  @Subscription(() => OrderType, {
    description:
      'The order now, then after every change. On reconnect subscribe again: the first message is the present state.',
    subscribe: ({ args: { orderId, token }, context }: Subscribed<OrderArgs>) =>
      subscribe(context, (asking) => findOrder(asking, orderId, token)),
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
      subscribe(context, (asking) => findOrderOfPayment(asking, paymentId, orderToken)),
  })
  paymentUpdated(
    @Root() order: OrderView,
    @Arg('paymentId', () => ID, { description: 'Global id of the payment.' }) _paymentId: string,
    @Arg('orderToken', () => String, orderTokenOptions) _orderToken: string | null,
  ): PaymentView {
    return order.payment;
  }
}

type Asking = Pick<GraphqlContext, 'services' | 'actor'>;

/** Before every event both the actor and the order are looked at again: what one may no longer see ends the subscription. */
async function subscribe(
  { services, actor }: GraphqlContext,
  find: (asking: Asking) => Promise<OrderView | null>,
): Promise<AsyncIterable<OrderView>> {
  const order = await find({ services, actor });
  if (order === null) throw notFound();
  const { orderChanges: changes, logger } = services;
  const read = async () => find({ services, actor: await actorNow(services, actor) });
  return orderSnapshots({ orderId: order.id, read, changes, logger });
}

function notFound(): GraphQLError {
  return new GraphQLError('There is no such order.', { extensions: { code: 'NOT_FOUND' } });
}
