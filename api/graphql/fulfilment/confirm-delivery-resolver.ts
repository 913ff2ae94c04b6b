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
      'Records that all a seller sent has arrived: the word of its buyer, of the seller or of operations. Without one it counts as delivered some days after its last parcel was sent.',
  })
  async confirmDelivery(
    @Arg('input', () => ConfirmDeliveryInputType, { description: 'What has arrived.' })
    input: ConfirmDeliveryInputType,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<ConfirmedDelivery | UserError> {
    const confirmed = await useCases.fulfilment.confirmDelivery({
      ...input,
      requester: { actor, correlationId },
    });
    return isDomainError(confirmed) ? userError(confirmed) : confirmed;
  }

  @FieldResolver(() => SellerOrderType, { description: 'The seller order as it is now.' })
  async sellerOrder(
    @Root() { sellerOrderId }: ConfirmedDelivery,
    @Ctx() { readers }: GraphqlContext,
  ): Promise<SellerOrderView | null> {
    const id = parseId('so', sellerOrderId);
    return id === null ? null : readers.sellerOrders.find(id);
  }
}
