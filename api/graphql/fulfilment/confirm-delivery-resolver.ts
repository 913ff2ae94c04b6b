import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';

import type { ConfirmedDelivery } from '../../../core/fulfilment/confirm-delivery.js';
import type { SellerOrderView } from '../../../core/orders/order-view.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import { parseId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';
import { SellerOrderType } from '../orders/order-types.js';
import { userError, type UserError } from '../shared/user-errors.js';
import {
  ConfirmDeliveryInputType,
  ConfirmDeliveryResult,
  DeliveryConfirmedType,
} from './confirm-delivery-types.js';

@Resolver(() => DeliveryConfirmedType)
export class ConfirmDeliveryResolver {
  @Mutation(() => ConfirmDeliveryResult, {
    description:
      'Confirms the delivery of a seller order, by its buyer, the seller or operations. Without confirmation it counts as delivered some days after its last shipment.',
  })
  async confirmDelivery(
    @Arg('input', () => ConfirmDeliveryInputType, { description: 'The seller order to confirm.' })
    input: ConfirmDeliveryInputType,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<ConfirmedDelivery | UserError> {
    const confirmed = await useCases.fulfilment.confirmDelivery({
      ...input,
      requester: { actor, correlationId },
    });
    return isDomainError(confirmed) ? userError(confirmed) : confirmed;
  }

  @FieldResolver(() => SellerOrderType, { description: 'The current seller order.' })
  async sellerOrder(
    @Root() { sellerOrderId }: ConfirmedDelivery,
    @Ctx() { readers }: GraphqlContext,
  ): Promise<SellerOrderView | null> {
    const id = parseId('so', sellerOrderId);
    return id === null ? null : readers.sellerOrders.find(id);
  }
}
