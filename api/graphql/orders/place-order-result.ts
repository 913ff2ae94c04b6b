import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { InsufficientStockType } from '../cart/cart-results.js';
import { AgreedTotalsType, QuoteType } from '../cart/cart-types.js';
import { PaymentIntentStatus } from '../payments/payment-types.js';
import { idempotencyKeyOptions, replayedOptions } from '../shared/idempotency-options.js';
import { MoneyType } from '../shared/money-type.js';
import {
  CartAlreadyOrderedType,
  CartEmptyType,
  CartNotFoundType,
  IdempotencyKeyInProgressType,
  IdempotencyKeyReusedType,
  InvalidInputType,
  RateLimitedType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { cartTokenOptions } from '../shared/cart-token-options.js';
import { AddressInput } from './order-types.js';

@InputType('PlaceOrderInput', {
  description: 'Input of `placeOrder`; the lines come from the cart.',
})
export class PlaceOrderInput {
  @Field(() => String, cartTokenOptions)
  cartToken!: string | null;

  @Field(() => String, { description: 'Version of the quote that the shopper agreed to.' })
  quoteVersion!: string;

  @Field(() => String, { description: 'Email address for the confirmation.' })
  email!: string;

  @Field(() => AddressInput, { description: 'Shipping address.' })
  shipTo!: AddressInput;

  @Field(() => String, idempotencyKeyOptions)
  idempotencyKey!: string;
}

@ObjectType('PlaceOrderSuccess', {
  description:
    'The stored result of the idempotency key. On a replay the scalars are byte-identical and `order` is current.',
})
export class PlaceOrderSuccessType {
  @Field(() => Boolean, replayedOptions)
  replayed!: boolean;

  @Field(() => ID, { description: 'Global ID of the order.' })
  orderId!: string;

  @Field(() => String, { description: 'Order number for people, such as K7Q2-M4XD.' })
  orderNumber!: string;

  @Field(() => String, { description: 'Bearer token of the order; a guest’s only way to access it.' })
  orderToken!: string;

  @Field(() => ID, { description: 'Global ID of the payment.' })
  paymentId!: string;

  @Field(() => ID, { description: 'Global ID of the payment intent.' })
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
}

@ObjectType('QuoteChanged', {
  implements: UserErrorType,
  description:
    'Returned when the price or the content of the cart differs from the agreed quote. Show the new quote and place the order with its version.',
})
export class QuoteChangedType extends UserErrorType {
  @Field(() => AgreedTotalsType, {
    nullable: true,
    description: 'Totals of the given version. Null if it is not a quote version.',
  })
  before!: AgreedTotalsType | null;

  @Field(() => QuoteType, { description: 'The current quote for the country of `shipTo`.' })
  after!: QuoteType;
}

@ObjectType('TotalBelowMinimum', {
  implements: UserErrorType,
  description:
    'Returned when the total is less than one payment must at least be. Nothing was ordered; the cart stays.',
})
export class TotalBelowMinimumType extends UserErrorType {
  @Field(() => MoneyType, { description: 'The total of the cart.' })
  total!: MoneyType;

  @Field(() => MoneyType, { description: 'The least total that can be paid in this currency.' })
  minimum!: MoneyType;
}

@ObjectType('TotalAboveMaximum', {
  implements: UserErrorType,
  description:
    'Returned when the total is more than one payment can be. Nothing was ordered; the cart stays.',
})
export class TotalAboveMaximumType extends UserErrorType {
  @Field(() => MoneyType, { description: 'The total of the cart.' })
  total!: MoneyType;

  @Field(() => MoneyType, { description: 'The greatest total that can be paid in this currency.' })
  maximum!: MoneyType;
}

export const PlaceOrderResult = createUnionType({
  name: 'PlaceOrderResult',
  description: 'Result of `placeOrder`.',
  types: () =>
    [
      PlaceOrderSuccessType,
      InvalidInputType,
      RateLimitedType,
      IdempotencyKeyReusedType,
      IdempotencyKeyInProgressType,
      CartNotFoundType,
      CartAlreadyOrderedType,
      CartEmptyType,
      QuoteChangedType,
      TotalBelowMinimumType,
      TotalAboveMaximumType,
      InsufficientStockType,
    ] as const,
  resolveType: resultType('PlaceOrderSuccess'),
});
