import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { idempotencyKeyOptions, replayedOptions } from '../shared/idempotency-options.js';
import {
  IdempotencyKeyInProgressType,
  IdempotencyKeyReusedType,
  InvalidInputType,
  PaymentNotFoundType,
  PaymentNotRetryableType,
  RateLimitedType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { orderTokenOptions } from '../shared/order-token-options.js';
import { resultType } from '../shared/user-errors.js';
import { PaymentIntentStatus, PaymentType } from './payment-types.js';

@InputType('AuthorizePaymentInput', { description: 'Input of `authorizePayment`.' })
export class AuthorizePaymentInput {
  @Field(() => ID, { description: 'Global ID of the payment intent.' })
  paymentIntentId!: string;

  @Field(() => String, orderTokenOptions)
  orderToken!: string | null;

  @Field(() => String, {
    description:
      'Confirmation token (ctoken_…) from the PSP’s element in the browser; card data never reaches this API.',
  })
  confirmationToken!: string;

  @Field(() => String, idempotencyKeyOptions)
  idempotencyKey!: string;
}

@ObjectType('AuthorizePaymentSuccess', {
  description:
    'The stored result of the idempotency key. On a replay the scalars are identical and `payment` is current.',
})
export class AuthorizePaymentSuccessType {
  @Field(() => Boolean, replayedOptions)
  replayed!: boolean;

  @Field(() => PaymentIntentStatus.values, {
    description:
      'AUTHORIZED, REQUIRES_ACTION, or PENDING_AUTH if the bank did not respond within 3 s; subscribe for the outcome.',
  })
  paymentIntentStatus!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds to wait before polling without a subscription. Set only while PENDING_AUTH.',
  })
  retryAfterMs!: number | null;
}

@ObjectType('PaymentDeclined', {
  implements: UserErrorType,
  description:
    'Returned when the bank declined the payment. Nothing was charged; `retryPayment` creates a new attempt on the same order.',
})
export class PaymentDeclinedType extends UserErrorType {
  @Field(() => String, { description: 'The PSP’s decline code, such as insufficient_funds.' })
  declineCode!: string;

  @Field(() => PaymentType, { description: 'The current payment.' })
  payment!: PaymentType;
}

@ObjectType('PaymentNotAuthorizable', {
  implements: UserErrorType,
  description:
    'Returned when the payment intent cannot be confirmed: it is not ready, already confirmed, or final.',
})
export class PaymentNotAuthorizableType extends UserErrorType {
  @Field(() => PaymentIntentStatus.values, { description: 'Current status of the payment intent.' })
  status!: string;
}

export const AuthorizePaymentResult = createUnionType({
  name: 'AuthorizePaymentResult',
  description: 'Result of `authorizePayment`.',
  types: () =>
    [
      AuthorizePaymentSuccessType,
      PaymentDeclinedType,
      InvalidInputType,
      RateLimitedType,
      IdempotencyKeyReusedType,
      IdempotencyKeyInProgressType,
      PaymentNotFoundType,
      PaymentNotAuthorizableType,
    ] as const,
  resolveType: resultType('AuthorizePaymentSuccess'),
});

@InputType('RetryPaymentInput', { description: 'Input of `retryPayment`.' })
export class RetryPaymentInput {
  @Field(() => ID, { description: 'Global ID of the payment.' })
  paymentId!: string;

  @Field(() => String, orderTokenOptions)
  orderToken!: string | null;

  @Field(() => String, idempotencyKeyOptions)
  idempotencyKey!: string;
}

@ObjectType('RetryPaymentSuccess', { description: 'A new payment attempt on the same order.' })
export class RetryPaymentSuccessType {
  @Field(() => Boolean, replayedOptions)
  replayed!: boolean;

  @Field(() => ID, { description: 'Global ID of the new payment intent.' })
  paymentIntentId!: string;

  @Field(() => PaymentIntentStatus.values, {
    description: 'CREATED, or CREATED_PENDING if the PSP did not respond in time.',
  })
  paymentIntentStatus!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Client secret for the PSP’s element. Null while CREATED_PENDING.',
  })
  clientSecret!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Milliseconds to wait before polling without a subscription. Set only while CREATED_PENDING.',
  })
  retryAfterMs!: number | null;

  @Field(() => PaymentType, { description: 'The current payment.' })
  payment!: PaymentType;
}

export const RetryPaymentResult = createUnionType({
  name: 'RetryPaymentResult',
  description: 'Result of `retryPayment`.',
  types: () =>
    [
      RetryPaymentSuccessType,
      InvalidInputType,
      RateLimitedType,
      PaymentNotFoundType,
      IdempotencyKeyReusedType,
      IdempotencyKeyInProgressType,
      PaymentNotRetryableType,
    ] as const,
  resolveType: resultType('RetryPaymentSuccess'),
});
