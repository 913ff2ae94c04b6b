import { Field, ObjectType } from 'type-graphql';

import type { SellerOrderView } from '../../../core/orders/order-view.js';
import { SellerOrderType } from '../orders/order-types.js';

/** What a subscription to seller orders sends. */
export type SellerOrderUpdate = Readonly<{ isSnapshot: boolean; sellerOrders: readonly SellerOrderView[] }>;

@ObjectType('SellerOrderUpdate', { description: 'Seller orders as they are now.' })
export class SellerOrderUpdateType {
  @Field(() => Boolean, {
    description:
      'True in the first message: it has all that is present and may be empty. Later ones have what changed.',
  })
  isSnapshot!: boolean;

  @Field(() => [SellerOrderType], {
    description: 'By age, each in a higher version than it was sent before.',
  })
  sellerOrders!: SellerOrderView[];
}
