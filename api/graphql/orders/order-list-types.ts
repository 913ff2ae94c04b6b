import { Field, GraphQLISODateTime, ID, InputType } from 'type-graphql';

import type { OrderFilter } from '../../../core/orders/order-list.js';
import { numberPrefixOf } from '../../../core/orders/order-list.js';
import type { OrderStatus as Status } from '../../../core/checkout/model/order-states.js';
import { parseId } from '../../../core/shared/ids.js';
import { connectionTypes } from '../shared/page-types.js';
import { OrderStatus, OrderType } from './order-types.js';

export const { Connection: OrderConnectionType } = connectionTypes('Order', OrderType);

@InputType('OrderFilter', { description: 'Filters a list of orders; omitted fields match everything.' })
export class OrderFilterInput {
  @Field(() => OrderStatus.values, { nullable: true, description: 'Status of the order.' })
  status!: Status | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Placed at or after this time.' })
  from!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Placed before this time.' })
  to!: Date | null;

  @Field(() => ID, { nullable: true, description: 'Global ID of a seller in the order.' })
  sellerId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Order number or its beginning, case-insensitive: k7q2 matches K7Q2-M4XD.',
  })
  number!: string | null;
}

/** The filter of the core; null when no order can match it. */
export function orderFilterOf(input: OrderFilterInput | null | undefined): OrderFilter | null {
  const { status = null, from = null, to = null, sellerId: seller = null, number = null } = input ?? {};
  const sellerId = seller === null ? null : parseId('sel', seller);
  const written = number?.trim() ?? '';
  const numberPrefix = written === '' ? null : numberPrefixOf(written);
  if ((seller !== null && sellerId === null) || (written !== '' && numberPrefix === null)) return null;
  return { status, from, to, sellerId, numberPrefix };
}
