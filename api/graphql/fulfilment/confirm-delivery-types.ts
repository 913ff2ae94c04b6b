import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import { SellerOrderStatus } from '../orders/order-types.js';
import { idempotencyKeyOptions, replayedOptions } from '../shared/idempotency-options.js';
import { orderTokenOptions } from '../shared/order-token-options.js';
import {
  IdempotencyKeyInProgressType,
  IdempotencyKeyReusedType,
  InvalidInputType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { SellerOrderNotFoundType } from './ship-seller-order-types.js';

@InputType('ConfirmDeliveryInput', { description: 'Input of `confirmDelivery`.' })
export class ConfirmDeliveryInputType {
  @Field(() => ID, { description: 'Global ID of the seller order.' })
  sellerOrderId!: string;

  @Field(() => String, orderTokenOptions)
  orderToken!: string | null;

  @Field(() => String, idempotencyKeyOptions)
  idempotencyKey!: string;
}

@ObjectType('DeliveryConfirmed', {
  description: 'The seller order is delivered.',
})
export class DeliveryConfirmedType {
  @Field(() => Boolean, replayedOptions)
  replayed!: boolean;
}

@ObjectType('SellerOrderNotInDelivery', {
  implements: UserErrorType,
  description:
    'Returned when the seller order is not completely shipped, or is already delivered or canceled.',
})
export class SellerOrderNotInDeliveryType extends UserErrorType {
  @Field(() => SellerOrderStatus.values, { description: 'Current status of the seller order.' })
  status!: string;
}

export const ConfirmDeliveryResult = createUnionType({
  name: 'ConfirmDeliveryResult',
  description: 'Result of `confirmDelivery`.',
  types: () =>
    [
      DeliveryConfirmedType,
      InvalidInputType,
      SellerOrderNotFoundType,
      IdempotencyKeyReusedType,
      IdempotencyKeyInProgressType,
      SellerOrderNotInDeliveryType,
    ] as const,
  resolveType: resultType('DeliveryConfirmed'),
});
