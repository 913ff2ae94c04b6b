import { Field, ID, InputType } from 'type-graphql';

import type { SellerOrderFilter } from '../../../core/fulfilment/ports.js';
import type { Actor } from '../../../core/identity/actor.js';
import type { SellerOrderStatus as Status } from '../../../core/checkout/model/seller-order-states.js';
import { SellerOrderStatus, SellerOrderType } from '../orders/order-types.js';
import { connectionTypes } from '../shared/page-types.js';

@InputType('SellerOrderFilter', { description: 'Filters and sorts a list of seller orders.' })
export class SellerOrderFilterType {
  @Field(() => ID, {
    nullable: true,
    description: 'Global ID of a seller. Null for all sellers the caller is a member of.',
  })
  sellerId!: string | null;

  @Field(() => [SellerOrderStatus.values], {
    nullable: true,
    description: 'Statuses to include. Null for all.',
  })
  statuses!: Status[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the newest orders come first. False for the longest waiting first.',
  })
  newestFirst!: boolean;
}

export const { Connection: SellerOrderConnectionType } = connectionTypes('SellerOrder', SellerOrderType);

/** Restricts the filter to sellers of which the actor is a member. */
export function sellerOrderFilter(actor: Actor, filter: SellerOrderFilterType | null): SellerOrderFilter {
  const own = actor.kind === 'ACCOUNT' ? actor.sellerIds : [];
  const sellerId = filter?.sellerId ?? null;
  return {
    sellerIds: sellerId === null ? own : own.filter((each) => each === sellerId),
    statuses: filter?.statuses ?? null,
    newestFirst: filter?.newestFirst ?? false,
  };
}
