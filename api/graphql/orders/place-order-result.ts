import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { InsufficientStockType } from '../cart/cart-results.js';
import { AgreedTotalsType, QuoteType } from '../cart/cart-types.js';
import { PaymentIntentStatus } from '../payments/payment-types.js';
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
  description: 'Everything that an order needs; the lines come from the cart.',
})
export class PlaceOrderInput {
  @Field(() => String, cartTokenOptions)
  cartToken!: string | null;

  @Field(() => String, { description: 'Version of the quote that the shopper agreed to.' })
  quoteVersion!: string;

  @Field(() => String, { description: 'Where the confirmation goes.' })
  email!: string;

  @Field(() => AddressInput, { description: 'Where to ship.' })
  shipTo!: AddressInput;

  @Field(() => String, {
    description: 'One per intention of a person, 8 to 200 characters; send the same one again on a retry.',
  })
  idempotencyKey!: string;
}

@ObjectType('PlaceOrderSuccess', {
  description:
    'The answer kept for the idempotency key: on a replay the scalars are equal to the byte, and order is as it is now.',
})
export class PlaceOrderSuccessType {
  @Field(() => Boolean, { description: 'Whether this key had been used before.' })
  replayed!: boolean;

  @Field(() => ID, { description: 'Global id of the order.' })
  orderId!: string;

  @Field(() => String, { description: 'Short number for people.' })
  orderNumber!: string;

  @Field(() => String, { description: 'Bearer token; the guest’s only key to the order.' })
  orderToken!: string;

  @Field(() => ID, { description: 'Global id of the payment.' })
  paymentId!: string;

  @Field(() => ID, { description: 'Global id of the attempt to authorize.' })
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
}

@ObjectType('QuoteChanged', {
  implements: UserErrorType,
  description:
    'Returned when the price or the content is not what was agreed to. Show the new quote and place the order with its version.',
})
export class QuoteChangedType extends UserErrorType {
  @Field(() => AgreedTotalsType, {
    nullable: true,
    description: 'What the named version stood for; null when it is not a version of a quote.',
  })
  before!: AgreedTotalsType | null;

  @Field(() => QuoteType, { description: 'The quote of this moment, for the country of shipTo.' })
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
  description: 'What placeOrder comes to.',
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
