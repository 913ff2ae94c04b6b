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
      'Cancels an order: by its buyer until something has shipped, by operations until it has ended. Authorizations are voided and captures refunded asynchronously.',
  })
  async cancelOrder(
    @Arg('input', () => CancelOrderInputType, { description: 'The order and the reason.' })
    input: CancelOrderInputType,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<CanceledAnswer | UserError> {
    const canceled = await useCases.orders.cancelOrder({ ...input, requester: { actor, correlationId } });
    return isDomainError(canceled)
      ? userError(canceled)
      : { ...canceled, orderToken: input.orderToken ?? null };
  }

  @FieldResolver(() => OrderType, { description: 'The current order.' })
  async order(
    @Root() { orderId, orderToken }: CanceledAnswer,
    @Ctx() context: GraphqlContext,
  ): Promise<OrderView | null> {
    return findOrder(context, orderId, orderToken);
  }
}
