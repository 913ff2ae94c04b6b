import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { SellerOrderStatus } from '../orders/order-types.js';
import { idempotencyKeyOptions, replayedOptions } from '../shared/idempotency-options.js';
import {
  IdempotencyKeyInProgressType,
  IdempotencyKeyReusedType,
  InvalidInputType,
  plainUserError,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';

@InputType('ShipmentLineInput', { description: 'Units of one order line in the shipment.' })
export class ShipmentLineInputType {
  @Field(() => ID, { description: 'Global ID of the order line.' })
  orderLineId!: string;

  @Field(() => Int, { description: 'Number of units, at least 1.' })
  quantity!: number;
}

@InputType('ShipSellerOrderInput', { description: 'Input of `shipSellerOrder`.' })
export class ShipSellerOrderInputType {
  @Field(() => ID, { description: 'Global ID of the seller order.' })
  sellerOrderId!: string;

  @Field(() => [ShipmentLineInputType], {
    nullable: true,
    description: 'Contents of the shipment. Null for everything left to ship.',
  })
  lines!: ShipmentLineInputType[] | null;

  @Field(() => String, { description: 'Name of the carrier, such as DHL; at most 40 characters.' })
  carrier!: string;

  @Field(() => String, { description: 'The carrier’s tracking number, at most 60 characters.' })
  trackingNumber!: string;

  @Field(() => String, idempotencyKeyOptions)
  idempotencyKey!: string;
}

@ObjectType('SellerOrderShipped', { description: 'The shipment was recorded and is visible to the shopper.' })
export class SellerOrderShippedType {
  @Field(() => ID, { description: 'Global ID of the shipment.' })
  shipmentId!: string;

  @Field(() => Boolean, replayedOptions)
  replayed!: boolean;
}

export const SellerOrderNotFoundType = plainUserError(
  'SellerOrderNotFound',
  'Returned when the seller order does not exist or the caller cannot access it.',
);

@ObjectType('SellerOrderNotShippable', {
  implements: UserErrorType,
  description: 'Returned when the seller order is not paid yet, or is already shipped or canceled.',
})
export class SellerOrderNotShippableType extends UserErrorType {
  @Field(() => SellerOrderStatus.values, { description: 'Current status of the seller order.' })
  status!: string;
}

@ObjectType('MissingUnits', { description: 'An order line with fewer units left to ship than requested.' })
export class MissingUnitsType {
  @Field(() => ID, { description: 'Global ID of the order line.' })
  orderLineId!: string;

  @Field(() => Int, { description: 'Units in the requested shipment.' })
  wanted!: number;

  @Field(() => Int, { description: 'Units left to ship.' })
  left!: number;
}

@ObjectType('UnitsNotLeft', {
  implements: UserErrorType,
  description: 'Returned when the shipment contains more units than are left to ship. Nothing was recorded.',
})
export class UnitsNotLeftType extends UserErrorType {
  @Field(() => [MissingUnitsType], { description: 'The order lines with too few units left.' })
  lines!: MissingUnitsType[];
}

export const ShipSellerOrderResult = createUnionType({
  name: 'ShipSellerOrderResult',
  description: 'Result of `shipSellerOrder`.',
  types: () =>
    [
      SellerOrderShippedType,
      InvalidInputType,
      SellerOrderNotFoundType,
      IdempotencyKeyReusedType,
      IdempotencyKeyInProgressType,
      SellerOrderNotShippableType,
      UnitsNotLeftType,
    ] as const,
  resolveType: resultType('SellerOrderShipped'),
});
