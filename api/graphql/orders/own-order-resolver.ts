import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';

import type { AdoptedOrder } from '../../../core/orders/adopt-order.js';
import type { OrderView } from '../../../core/orders/order-view.js';
import { orderLinkTries } from '../../../core/limits/counted-tries.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import { askerOf, withinRate } from '../limits/within-rate.js';
import { userError, type UserError } from '../shared/user-errors.js';
import { findOwnOrder } from './find-order.js';
import { OrderType } from './order-types.js';
import {
  AdoptOrderInput,
  AdoptOrderResult,
  AdoptOrderSuccessType,
  RequestOrderLinkInput,
  RequestOrderLinkResult,
} from './own-order-types.js';

@Resolver(() => AdoptOrderSuccessType)
export class OwnOrderResolver {
  @Mutation(() => AdoptOrderResult, {
    description: 'Assigns a guest’s order to the signed-in account. Safe to repeat.',
  })
  async adoptOrder(
    @Arg('input', () => AdoptOrderInput, { description: 'The order and its token.' }) input: AdoptOrderInput,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<AdoptedOrder | UserError> {
    const adopted = await useCases.orders.adoptOrder({ ...input, requester: { actor, correlationId } });
    return isDomainError(adopted) ? userError(adopted) : adopted;
  }

  @Mutation(() => RequestOrderLinkResult, {
    description:
      'Emails the link to a guest’s order to the address it was placed with; the result does not reveal whether the order exists.',
  })
  async requestOrderLink(
    @Arg('input', () => RequestOrderLinkInput, { description: 'Order number and email address.' })
    input: RequestOrderLinkInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ requested: true } | UserError> {
    const tries = orderLinkTries(input.orderNumber, askerOf(context));
    const requested = await withinRate(context, tries, () => context.useCases.orders.requestOrderLink(input));
    return isDomainError(requested) ? userError(requested) : requested;
  }

  @FieldResolver(() => OrderType, { name: 'order', description: 'The current order.' })
  async adoptedOrder(@Root() { orderId }: AdoptedOrder, @Ctx() context: GraphqlContext): Promise<OrderView> {
    return findOwnOrder(context, orderId, null);
  }
}
