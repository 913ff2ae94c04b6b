import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';

import type { CanceledOrder } from '../../../core/orders/cancel-order.js';
import type { OrderView } from '../../../core/orders/order-view.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import { userError, type UserError } from '../shared/user-errors.js';
import { CancelOrderInputType, CancelOrderResult, OrderCanceledType } from './cancel-order-types.js';
import { findOrder } from './find-order.js';
import { OrderType } from './order-types.js';

type CanceledAnswer = CanceledOrder & Readonly<{ orderToken: string | null }>;

@Resolver(() => OrderCanceledType)
export class CancelOrderResolver {
  @Mutation(() => CancelOrderResult, {
    description:
      'Cancels an order: for its buyer while nothing of it was shipped, for operations until it has ended. Before the capture the hold is released, after it the money is refunded.',
  })
  async cancelOrder(
    @Arg('input', () => CancelOrderInputType, { description: 'Which order, and why.' })
    input: CancelOrderInputType,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<CanceledAnswer | UserError> {
    const canceled = await useCases.orders.cancelOrder({ ...input, requester: { actor, correlationId } });
    return isDomainError(canceled)
      ? userError(canceled)
      : { ...canceled, orderToken: input.orderToken ?? null };
  }

  @FieldResolver(() => OrderType, { description: 'The order as it is now.' })
  async order(
    @Root() { orderId, orderToken }: CanceledAnswer,
    @Ctx() context: GraphqlContext,
  ): Promise<OrderView | null> {
    return findOrder(context, orderId, orderToken);
  }
}
