import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';

import type { ShippedSellerOrder } from '../../../core/fulfilment/ship-seller-order.js';
import type { SellerOrderView } from '../../../core/orders/order-view.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import { parseId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';
import { SellerOrderType } from '../orders/order-types.js';
import { requirePermission } from '../require-permission.js';
import type { Connection } from '../shared/page-types.js';
import { afterOptions, connectionOf, firstOptions, firstType, pageRequest } from '../shared/page-types.js';
import { userError, type UserError } from '../shared/user-errors.js';
import { SellerOrderConnectionType, SellerOrderFilterType, sellerOrderFilter } from './seller-order-list.js';
import {
  SellerOrderShippedType,
  ShipSellerOrderInputType,
  ShipSellerOrderResult,
} from './ship-seller-order-types.js';

@Resolver(() => SellerOrderShippedType)
export class FulfilmentResolver {
  @Query(() => SellerOrderConnectionType, {
    description:
      'Lists the paid seller orders of all sellers the caller is a member of. Requires the SELLER role.',
  })
  async sellerOrders(
    @Arg('filter', () => SellerOrderFilterType, {
      nullable: true,
      description: 'Filters the list. Null for all.',
    })
    filter: SellerOrderFilterType | undefined,
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | undefined,
    @Ctx() { readers, actor }: GraphqlContext,
  ): Promise<Connection<SellerOrderView>> {
    requirePermission(actor, 'seller.own');
    const wanted = sellerOrderFilter(actor, filter ?? null);
    return connectionOf(await readers.sellerOrders.list(wanted, pageRequest(first, after ?? null)));
  }

  @Mutation(() => ShipSellerOrderResult, {
    description:
      'Records a shipment of all or part of a seller order. Requests the capture if the seller is captured on shipment.',
  })
  async shipSellerOrder(
    @Arg('input', () => ShipSellerOrderInputType, {
      description: 'The contents, the carrier and the tracking number.',
    })
    input: ShipSellerOrderInputType,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<ShippedSellerOrder | UserError> {
    const requester = { actor, correlationId };
    const shipped = await useCases.fulfilment.shipSellerOrder({
      ...input,
      lines: input.lines ?? null,
      requester,
    });
    return isDomainError(shipped) ? userError(shipped) : shipped;
  }

  @FieldResolver(() => SellerOrderType, { description: 'The current seller order.' })
  async sellerOrder(
    @Root() { sellerOrderId }: ShippedSellerOrder,
    @Ctx() { readers }: GraphqlContext,
  ): Promise<SellerOrderView | null> {
    const id = parseId('so', sellerOrderId);
    return id === null ? null : readers.sellerOrders.find(id);
  }
}
