import { Field, ObjectType } from 'type-graphql';

import type { SellerOrderView } from '../../../core/orders/order-view.js';
import { SellerOrderType } from '../orders/order-types.js';

/** A message of a subscription to seller orders. */
export type SellerOrderUpdate = Readonly<{ isSnapshot: boolean; sellerOrders: readonly SellerOrderView[] }>;

@ObjectType('SellerOrderUpdate', { description: 'Current seller orders.' })
export class SellerOrderUpdateType {
  @Field(() => Boolean, {
    description:
      'True in the first message, which has all current seller orders and may be empty. Later messages have only changed ones.',
  })
  isSnapshot!: boolean;

  @Field(() => [SellerOrderType], {
    description: 'Oldest first, each with a higher version than sent before.',
  })
  sellerOrders!: SellerOrderView[];
}
