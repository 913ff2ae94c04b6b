import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { SellerOrderStatus } from '../orders/order-types.js';
import {
  IdempotencyKeyInProgressType,
  IdempotencyKeyReusedType,
  InvalidInputType,
  plainUserError,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';

@InputType('ShipmentLineInput', { description: 'Units of one line in the parcel.' })
export class ShipmentLineInputType {
  @Field(() => ID, { description: 'Global id of the order line.' })
  orderLineId!: string;

  @Field(() => Int, { description: 'Units, at least one.' })
  quantity!: number;
}

@InputType('ShipSellerOrderInput', { description: 'A parcel.' })
export class ShipSellerOrderInputType {
  @Field(() => ID, { description: 'Global id of the seller order.' })
  sellerOrderId!: string;

  @Field(() => [ShipmentLineInputType], {
    nullable: true,
    description: 'What is in the parcel; left out: everything that is left to ship.',
  })
  lines!: ShipmentLineInputType[] | null;

  @Field(() => String, { description: 'Who carries it, as DHL; at most 40 characters.' })
  carrier!: string;

  @Field(() => String, { description: 'The carrier’s number of the parcel; at most 60 characters.' })
  trackingNumber!: string;

  @Field(() => String, { description: 'One per intention of a person; send the same one again on a retry.' })
  idempotencyKey!: string;
}

@ObjectType('SellerOrderShipped', { description: 'The parcel is recorded and the shopper can see it.' })
export class SellerOrderShippedType {
  @Field(() => ID, { description: 'Global id of the parcel.' })
  shipmentId!: string;

  @Field(() => Boolean, { description: 'Whether this key had been used before.' })
  replayed!: boolean;
}

export const SellerOrderNotFoundType = plainUserError(
  'SellerOrderNotFound',
  'Returned when there is no such seller order, or it is somebody else’s.',
);

@ObjectType('SellerOrderNotShippable', {
  implements: UserErrorType,
  description: 'Returned when the seller order is not paid yet, is shipped already, or was canceled.',
})
export class SellerOrderNotShippableType extends UserErrorType {
  @Field(() => SellerOrderStatus.values, { description: 'Where it stands.' })
  status!: string;
}

@ObjectType('MissingUnits', { description: 'A line of which fewer units are left than the parcel names.' })
export class MissingUnitsType {
  @Field(() => ID, { description: 'Global id of the order line.' })
  orderLineId!: string;

  @Field(() => Int, { description: 'Units that the parcel names.' })
  wanted!: number;

  @Field(() => Int, { description: 'Units that are left to ship.' })
  left!: number;
}

@ObjectType('UnitsNotLeft', {
  implements: UserErrorType,
  description: 'Returned when the parcel names more units than are left to ship. Nothing was recorded.',
})
export class UnitsNotLeftType extends UserErrorType {
  @Field(() => [MissingUnitsType], { description: 'The lines at fault.' })
  lines!: MissingUnitsType[];
}

export const ShipSellerOrderResult = createUnionType({
  name: 'ShipSellerOrderResult',
  description: 'What shipSellerOrder comes to.',
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
