import { Field, ID, InputType } from 'type-graphql';

import type { SellerOrderFilter } from '../../../core/fulfilment/ports.js';
import type { Actor } from '../../../core/identity/actor.js';
import type { SellerOrderStatus as Status } from '../../../core/checkout/model/seller-order-states.js';
import { SellerOrderStatus, SellerOrderType } from '../orders/order-types.js';
import { connectionTypes } from '../shared/page-types.js';

@InputType('SellerOrderFilter', { description: 'Which seller orders, and from which end.' })
export class SellerOrderFilterType {
  @Field(() => ID, {
    nullable: true,
    description: 'Of this seller only; null: of all that the caller acts for.',
  })
  sellerId!: string | null;

  @Field(() => [SellerOrderStatus.values], {
    nullable: true,
    description: 'In one of these states; null: in any.',
  })
  statuses!: Status[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'False: who waits longest comes first. True: what was ordered last.',
  })
  newestFirst!: boolean;
}

export const { Connection: SellerOrderConnectionType } = connectionTypes('SellerOrder', SellerOrderType);

/** What the actor may see of what it asks for: nothing of sellers whose member it is not. */
export function sellerOrderFilter(actor: Actor, filter: SellerOrderFilterType | null): SellerOrderFilter {
  const own = actor.kind === 'ACCOUNT' ? actor.sellerIds : [];
  const sellerId = filter?.sellerId ?? null;
  return {
    sellerIds: sellerId === null ? own : own.filter((each) => each === sellerId),
    statuses: filter?.statuses ?? null,
    newestFirst: filter?.newestFirst ?? false,
  };
}
