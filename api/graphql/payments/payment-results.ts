import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

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

@InputType('AuthorizePaymentInput', { description: 'One attempt and the card for it.' })
export class AuthorizePaymentInput {
  @Field(() => ID, { description: 'Global id of the attempt.' })
  paymentIntentId!: string;

  @Field(() => String, orderTokenOptions)
  orderToken!: string | null;

  @Field(() => String, {
    description: 'ctoken_… made in the browser by the PSP’s element; card data never reaches this API.',
  })
  confirmationToken!: string;

  @Field(() => String, {
    description: 'One per intention of a person, 8 to 200 characters; send the same one again on a retry.',
  })
  idempotencyKey!: string;
}

@ObjectType('AuthorizePaymentSuccess', {
  description:
    'The answer kept for the idempotency key; on a replay the scalars are equal, and payment is as it is now.',
})
export class AuthorizePaymentSuccessType {
  @Field(() => Boolean, { description: 'Whether this key had been used before.' })
  replayed!: boolean;

  @Field(() => PaymentIntentStatus.values, {
    description:
      'AUTHORIZED, REQUIRES_ACTION, or PENDING_AUTH when the bank needs longer than 3 s; live status follows.',
  })
  paymentIntentStatus!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Set while PENDING_AUTH: when to look again without a subscription.',
  })
  retryAfterMs!: number | null;
}

@ObjectType('PaymentDeclined', {
  implements: UserErrorType,
  description:
    'Returned when the bank said no. Nothing was charged; retryPayment opens a new attempt on the same order.',
})
export class PaymentDeclinedType extends UserErrorType {
  @Field(() => String, { description: 'Why, as insufficient_funds.' })
  declineCode!: string;

  @Field(() => PaymentType, { description: 'The payment as it is now.' })
  payment!: PaymentType;
}

@ObjectType('PaymentNotAuthorizable', {
  implements: UserErrorType,
  description: 'Returned when the attempt cannot be confirmed: not yet ready, already asked, or over.',
})
export class PaymentNotAuthorizableType extends UserErrorType {
  @Field(() => PaymentIntentStatus.values, { description: 'Where the attempt stands.' })
  status!: string;
}

export const AuthorizePaymentResult = createUnionType({
  name: 'AuthorizePaymentResult',
  description: 'What authorizePayment comes to.',
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

@InputType('RetryPaymentInput', { description: 'A payment whose last attempt was declined.' })
export class RetryPaymentInput {
  @Field(() => ID, { description: 'Global id of the payment.' })
  paymentId!: string;

  @Field(() => String, orderTokenOptions)
  orderToken!: string | null;

  @Field(() => String, {
    description: 'One per intention of a person, 8 to 200 characters; send the same one again on a retry.',
  })
  idempotencyKey!: string;
}

@ObjectType('RetryPaymentSuccess', { description: 'A new attempt on the same order.' })
export class RetryPaymentSuccessType {
  @Field(() => Boolean, { description: 'Whether this key had been used before.' })
  replayed!: boolean;

  @Field(() => ID, { description: 'Global id of the new attempt.' })
  paymentIntentId!: string;

  @Field(() => PaymentIntentStatus.values, {
    description: 'CREATED, or CREATED_PENDING when the PSP needs longer than its budget.',
  })
  paymentIntentStatus!: string;

  @Field(() => String, { nullable: true, description: 'For the PSP’s element; null while CREATED_PENDING.' })
  clientSecret!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Set while CREATED_PENDING: when to look again without a subscription.',
  })
  retryAfterMs!: number | null;

  @Field(() => PaymentType, { description: 'The payment as it is now.' })
  payment!: PaymentType;
}

export const RetryPaymentResult = createUnionType({
  name: 'RetryPaymentResult',
  description: 'What retryPayment comes to.',
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
