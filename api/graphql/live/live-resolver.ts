import { GraphQLError } from 'graphql';
import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';

import type { OrderView, PaymentView } from '../../../core/orders/order-view.js';
import { parseId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';
import { OrderType } from '../orders/order-types.js';
import { findOrder } from '../orders/find-order.js';
import { PaymentType } from '../payments/payment-types.js';
import { orderSnapshots } from './order-snapshots.js';

type Subscribed<Args> = { args: Args; context: GraphqlContext };
type OrderArgs = { orderId: string; token: string };
type PaymentArgs = { paymentId: string; orderToken: string };

const orderIdArg = { description: 'Global id of the order.' };
const tokenArg = { description: 'The order’s bearer token.' };

@Resolver()
export class LiveResolver {
  @Subscription(() => OrderType, {
    description:
      'The order now, then after every change. On reconnect subscribe again: the first message is the present state.',
    subscribe: ({ args, context }: Subscribed<OrderArgs>) => subscribeToOrder(args, context),
  })
  orderUpdated(
    @Root() order: OrderView,
    @Arg('orderId', () => ID, orderIdArg) _orderId: string,
    @Arg('token', () => String, tokenArg) _token: string,
  ): OrderView {
    return order;
  }

  @Subscription(() => PaymentType, {
    description: 'The payment now, then after every change.',
    subscribe: ({ args, context }: Subscribed<PaymentArgs>) => subscribeToPayment(args, context),
  })
  paymentUpdated(
    @Root() order: OrderView,
    @Arg('paymentId', () => ID, { description: 'Global id of the payment.' }) _paymentId: string,
    @Arg('orderToken', () => String, tokenArg) _orderToken: string,
  ): PaymentView {
    return order.payment;
  }
}

async function subscribeToOrder(
  { orderId, token }: OrderArgs,
  { services }: GraphqlContext,
): Promise<AsyncIterable<OrderView>> {
  if ((await findOrder(services, orderId, token)) === null) throw notFound();
  const { orderChanges: changes, logger } = services;
  return orderSnapshots({ orderId, read: () => findOrder(services, orderId, token), changes, logger });
}

async function subscribeToPayment(
  { paymentId, orderToken }: PaymentArgs,
  { services }: GraphqlContext,
): Promise<AsyncIterable<OrderView>> {
  const id = parseId('pay', paymentId);
  const order =
    id === null
      ? null
      : await services.orderReader.findForGuestByPayment(id, services.tokens.hash(orderToken));
  if (order === null) throw notFound();
  const { orderChanges: changes, logger } = services;
  return orderSnapshots({
    orderId: order.id,
    read: () => findOrder(services, order.id, orderToken),
    changes,
    logger,
  });
}

function notFound(): GraphQLError {
  return new GraphQLError('There is no such order.', { extensions: { code: 'NOT_FOUND' } });
}
