import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import type { CancellationReason } from '../../../core/checkout/model/cancellation-reason.js';
import { idempotencyKeyOptions, replayedOptions } from '../shared/idempotency-options.js';
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

@InputType('CancelOrderInput', { description: 'Input of `cancelOrder`.' })
export class CancelOrderInputType {
  @Field(() => ID, { description: 'Global ID of the order.' })
  orderId!: string;

  @Field(() => String, orderTokenOptions)
  orderToken!: string | null;

  @Field(() => CancellationReasonType, { description: 'Reason for the cancellation.' })
  reason!: CancellationReason;

  @Field(() => String, {
    defaultValue: '',
    description: 'Free-text note, at most 500 characters.',
  })
  note!: string;

  @Field(() => String, idempotencyKeyOptions)
  idempotencyKey!: string;
}

@ObjectType('OrderCanceled', {
  description:
    'The order was canceled. Voids and refunds follow asynchronously; see `payment` of the order for their progress.',
})
export class OrderCanceledType {
  @Field(() => ID, { description: 'Global ID of the order.' })
  orderId!: string;

  @Field(() => Boolean, replayedOptions)
  replayed!: boolean;
}

@ObjectType('OrderNotCancelable', {
  implements: UserErrorType,
  description: 'Returned when the order has already ended: it is canceled, expired or completed.',
})
export class OrderNotCancelableType extends UserErrorType {
  @Field(() => OrderStatus.values, { description: 'Current status of the order.' })
  status!: string;
}

@ObjectType('OrderShipped', {
  implements: UserErrorType,
  description:
    'Returned when a buyer cancels an order of which something has shipped. Operations can still cancel it.',
})
export class OrderShippedType extends UserErrorType {}

export const CancelOrderResult = createUnionType({
  name: 'CancelOrderResult',
  description: 'Result of `cancelOrder`.',
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
