import { Field, Int, InterfaceType, ObjectType } from 'type-graphql';

@InterfaceType('UserError', {
  description: 'An expected refusal. Nothing was changed. `code` is stable; `message` is for people.',
  resolveType: ({ __typename }: { __typename: string }) => __typename,
})
export abstract class UserErrorType {
  @Field(() => String, { description: 'Stable name of the rule that was broken.' })
  code!: string;

  @Field(() => String, { description: 'One short sentence for people.' })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Path of the input field at fault, as shipTo.country; null when it is not one field.',
  })
  field!: string | null;
}

/** An error type that carries no more than every error does. */
export function plainUserError(name: string, description: string) {
  @ObjectType(name, { implements: UserErrorType, description })
  class PlainUserError extends UserErrorType {}
  return PlainUserError;
}

export const InvalidInputType = plainUserError(
  'InvalidInput',
  'Returned when an input field breaks a rule of its own.',
);

export const IdempotencyKeyReusedType = plainUserError(
  'IdempotencyKeyReused',
  'Returned when the idempotency key was used before with other input.',
);

export const CartNotFoundType = plainUserError('CartNotFound', 'Returned when no cart has this token.');

export const CartEmptyType = plainUserError('CartEmpty', 'Returned when the cart holds nothing to order.');

export const CartAlreadyOrderedType = plainUserError(
  'CartAlreadyOrdered',
  'Returned when the cart became an order before.',
);

export const ItemNotFoundType = plainUserError(
  'ItemNotFound',
  'Returned when there is no such item, or it is no longer sold.',
);

export const SellerNotFoundType = plainUserError(
  'SellerNotFound',
  'Returned when there is no such seller, or who asks is none of their members.',
);

export const CurrencyMismatchType = plainUserError(
  'CurrencyMismatch',
  'Returned when the item is priced in another currency than the cart.',
);

export const PaymentNotFoundType = plainUserError(
  'PaymentNotFound',
  'Returned when there is no such payment, or the order token is not its own.',
);

export const PaymentNotRetryableType = plainUserError(
  'PaymentNotRetryable',
  'Returned when the order does not wait for a payment, or its last attempt was not declined.',
);

@ObjectType('IdempotencyKeyInProgress', {
  implements: UserErrorType,
  description: 'Returned while the first request with this idempotency key is still working.',
})
export class IdempotencyKeyInProgressType extends UserErrorType {
  @Field(() => Int, { description: 'Milliseconds after which to send the same request again.' })
  retryAfterMs!: number;
}

@ObjectType('RateLimited', {
  implements: UserErrorType,
  description:
    'Returned when there were too many tries of this account, order or network address. Nothing was done.',
})
export class RateLimitedType extends UserErrorType {
  @Field(() => Int, { description: 'Milliseconds after which to try again.' })
  retryAfterMs!: number;
}
