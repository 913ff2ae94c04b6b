import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { trackingUrlOf } from '../../../core/fulfilment/tracking-url.js';
import type { OrderLineView, OrderView, ShipmentView } from '../../../core/orders/order-view.js';
import { placeOrderTries } from '../../../core/limits/counted-tries.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import { pictureUrlOf } from '../catalog/item-type.js';
import type { GraphqlContext } from '../context.js';
import { askerOf, withinRate } from '../limits/within-rate.js';
import { userError, type UserError } from '../shared/user-errors.js';
import { orderTokenOptions } from '../shared/order-token-options.js';
import { findOrder, findOwnOrder } from './find-order.js';
import { OrderLineType, OrderType, ShipmentType } from './order-types.js';
import { PlaceOrderInput, PlaceOrderResult, PlaceOrderSuccessType } from './place-order-result.js';

type PlacedAnswer = Readonly<{ replayed: boolean; orderId: string; orderToken: string }>;

@Resolver(() => PlaceOrderSuccessType)
export class OrderResolver {
  @Query(() => OrderType, {
    nullable: true,
    description:
      'Returns an order. Null when it does not exist or the caller has no access by its token, ownership or permission to read all orders.',
  })
  async order(
    @Arg('id', () => ID, { description: 'Global ID of the order.' }) id: string,
    @Arg('token', () => String, orderTokenOptions) token: string | null,
    @Ctx() context: GraphqlContext,
  ): Promise<OrderView | null> {
    return findOrder(context, id, token);
  }

  @Mutation(() => PlaceOrderResult, {
    description:
      'Places an order from a cart: reserves the stock and creates a payment. Responds within 3.5 s even if the PSP does not.',
  })
  async placeOrder(
    @Arg('input', () => PlaceOrderInput, {
      description: 'The cart, the agreed quote version, and the shopper’s details.',
    })
    input: PlaceOrderInput,
    @Ctx() context: GraphqlContext,
  ): Promise<PlacedAnswer | UserError> {
    const { useCases, tokens, actor, correlationId } = context;
    const shipTo = { ...input.shipTo, line2: input.shipTo.line2 ?? null };
    const command = { ...input, shipTo, requester: { actor, correlationId } };
    const tries = placeOrderTries(askerOf(context));
    const placed = await withinRate(context, tries, () => useCases.orders.placeOrder(command));
    if (isDomainError(placed)) return userError(placed);
    const { answer, replayed } = placed;
    return { ...answer, replayed, orderToken: tokens.orderToken(answer.orderId) };
  }

  @FieldResolver(() => OrderType, { name: 'order', description: 'The current order.' })
  async placedOrder(
    @Root() { orderId, orderToken }: PlacedAnswer,
    @Ctx() context: GraphqlContext,
  ): Promise<OrderView> {
    return findOwnOrder(context, orderId, orderToken);
  }
}

@Resolver(() => OrderLineType)
export class OrderLineResolver {
  @FieldResolver(() => String, { description: 'URL of the picture: a path on this server or an https URL.' })
  pictureUrl(@Root() { picture }: OrderLineView): string {
    return pictureUrlOf(picture);
  }
}

@Resolver(() => ShipmentType)
export class ShipmentResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The carrier’s tracking page. Null for an unknown carrier.',
  })
  trackingUrl(@Root() { carrier, trackingNumber }: ShipmentView): string | null {
    return trackingUrlOf(carrier, trackingNumber);
  }
}
