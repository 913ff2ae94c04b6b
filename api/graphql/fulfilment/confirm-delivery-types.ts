import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import { SellerOrderStatus } from '../orders/order-types.js';
import { orderTokenOptions } from '../shared/order-token-options.js';
import {
  IdempotencyKeyInProgressType,
  IdempotencyKeyReusedType,
  InvalidInputType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { SellerOrderNotFoundType } from './ship-seller-order-types.js';

@InputType('ConfirmDeliveryInput', { description: 'What has arrived.' })
export class ConfirmDeliveryInputType {
  @Field(() => ID, { description: 'Global id of the seller order.' })
  sellerOrderId!: string;

  @Field(() => String, orderTokenOptions)
  orderToken!: string | null;

  @Field(() => String, { description: 'One per intention of a person; send the same one again on a retry.' })
  idempotencyKey!: string;
}

@ObjectType('DeliveryConfirmed', {
  description: 'All that the seller sent has arrived, and everybody who follows the order can see it.',
})
export class DeliveryConfirmedType {
  @Field(() => Boolean, { description: 'Whether this key had been used before.' })
  replayed!: boolean;
}

@ObjectType('SellerOrderNotInDelivery', {
  implements: UserErrorType,
  description:
    'Returned when something of the seller order is not sent yet, it has arrived already, or it was canceled. Nothing was changed.',
})
export class SellerOrderNotInDeliveryType extends UserErrorType {
  @Field(() => SellerOrderStatus.values, { description: 'Where it stands.' })
  status!: string;
}

export const ConfirmDeliveryResult = createUnionType({
  name: 'ConfirmDeliveryResult',
  description: 'What confirmDelivery comes to.',
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
