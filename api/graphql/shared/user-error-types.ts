import { Field, Int, InterfaceType, ObjectType } from 'type-graphql';

@InterfaceType('UserError', {
  description:
    'An expected error; the command was not carried out. `code` is stable, `message` is for people.',
  resolveType: ({ __typename }: { __typename: string }) => __typename,
})
export abstract class UserErrorType {
  @Field(() => String, { description: 'Stable error code, such as INVALID_INPUT.' })
  code!: string;

  @Field(() => String, { description: 'Short message for people, in English. Do not parse it.' })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Path of the invalid input field, such as shipTo.country. Null when the error concerns no single field.',
  })
  field!: string | null;
}

/** An error type without fields of its own. */
export function plainUserError(name: string, description: string) {
  @ObjectType(name, { implements: UserErrorType, description })
  class PlainUserError extends UserErrorType {}
  return PlainUserError;
}

export const InvalidInputType = plainUserError(
  'InvalidInput',
  'Returned when an input field is missing, malformed or out of range.',
);

export const IdempotencyKeyReusedType = plainUserError(
  'IdempotencyKeyReused',
  'Returned when the idempotency key was already used with different input.',
);

export const CartNotFoundType = plainUserError(
  'CartNotFound',
  'Returned when no cart matches the token or the account.',
);

export const CartEmptyType = plainUserError('CartEmpty', 'Returned when the cart has no lines.');

export const CartAlreadyOrderedType = plainUserError(
  'CartAlreadyOrdered',
  'Returned when the cart has already been ordered.',
);

export const ItemNotFoundType = plainUserError(
  'ItemNotFound',
  'Returned when the item does not exist, is not on sale, or cannot be changed by the caller.',
);

export const SellerNotFoundType = plainUserError(
  'SellerNotFound',
  'Returned when the seller does not exist or the caller is not a member of it.',
);

export const CurrencyMismatchType = plainUserError(
  'CurrencyMismatch',
  'Returned when the item and the cart have different currencies.',
);

export const PaymentNotFoundType = plainUserError(
  'PaymentNotFound',
  'Returned when the payment does not exist or the caller cannot access its order.',
);

export const PaymentNotRetryableType = plainUserError(
  'PaymentNotRetryable',
  'Returned when the order is not waiting for payment, or its last attempt was not declined.',
);

@ObjectType('IdempotencyKeyInProgress', {
  implements: UserErrorType,
  description: 'Returned while the first request with this idempotency key is in progress.',
})
export class IdempotencyKeyInProgressType extends UserErrorType {
  @Field(() => Int, { description: 'Milliseconds to wait before sending the same request again.' })
  retryAfterMs!: number;
}

@ObjectType('RateLimited', {
  implements: UserErrorType,
  description:
    'Returned when the rate limit for the account, order or network address is exceeded. Nothing was changed.',
})
export class RateLimitedType extends UserErrorType {
  @Field(() => Int, { description: 'Milliseconds to wait before the next attempt.' })
  retryAfterMs!: number;
}
