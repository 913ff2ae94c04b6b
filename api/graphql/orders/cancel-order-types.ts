import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import type { CancellationReason } from '../../../core/checkout/model/cancellation-reason.js';
import { orderTokenOptions } from '../shared/order-token-options.js';
import {
  IdempotencyKeyInProgressType,
  IdempotencyKeyReusedType,
  InvalidInputType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { OrderNotFoundType } from './own-order-types.js';
import { CancellationReasonType } from './cancellation-reason-type.js';
import { OrderStatus } from './order-types.js';

@InputType('CancelOrderInput', { description: 'Which order, and why.' })
export class CancelOrderInputType {
  @Field(() => ID, { description: 'Global id of the order.' })
  orderId!: string;

  @Field(() => String, orderTokenOptions)
  orderToken!: string | null;

  @Field(() => CancellationReasonType, { description: 'Why.' })
  reason!: CancellationReason;

  @Field(() => String, {
    defaultValue: '',
    description: 'In the person’s own words, at most 500 characters.',
  })
  note!: string;

  @Field(() => String, { description: 'One per intention of a person; send the same one again on a retry.' })
  idempotencyKey!: string;
}

@ObjectType('OrderCanceled', {
  description:
    'The order is canceled, at once. What was held is released and what was captured refunded; the order shows how far that is.',
})
export class OrderCanceledType {
  @Field(() => ID, { description: 'Global id of the order.' })
  orderId!: string;

  @Field(() => Boolean, { description: 'Whether this key had been used before.' })
  replayed!: boolean;
}

@ObjectType('OrderNotCancelable', {
  implements: UserErrorType,
  description:
    'Returned when the order has ended already: it was canceled, it expired, or it is completed. Nothing was changed.',
})
export class OrderNotCancelableType extends UserErrorType {
  @Field(() => OrderStatus.values, { description: 'Where the order stands.' })
  status!: string;
}

@ObjectType('OrderShipped', {
  implements: UserErrorType,
  description:
    'Returned when a parcel of the order was sent and its buyer asks. Operations can still cancel it. Nothing was changed.',
})
export class OrderShippedType extends UserErrorType {}

export const CancelOrderResult = createUnionType({
  name: 'CancelOrderResult',
  description: 'What cancelOrder comes to.',
  types: () =>
    [
      OrderCanceledType,
      InvalidInputType,
      OrderNotFoundType,
      IdempotencyKeyReusedType,
      IdempotencyKeyInProgressType,
      OrderNotCancelableType,
      OrderShippedType,
    ] as const,
  resolveType: resultType('OrderCanceled'),
});
