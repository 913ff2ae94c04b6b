import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import { NotPermittedType } from '../identity/api-key-types.js';
import { SignInRequiredType } from '../identity/identity-errors.js';
import { InvalidInputType, plainUserError, RateLimitedType } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';

export const OrderNotFoundType = plainUserError(
  'OrderNotFound',
  'Returned when the order does not exist or the caller cannot access it.',
);

const OrderAlreadyOwnedType = plainUserError(
  'OrderAlreadyOwned',
  'Returned when the order belongs to another account.',
);

@InputType('AdoptOrderInput', { description: 'Input of `adoptOrder`.' })
export class AdoptOrderInput {
  @Field(() => ID, { description: 'Global ID of the order.' })
  orderId!: string;

  @Field(() => String, { description: 'The order’s bearer token.' })
  token!: string;
}

@ObjectType('AdoptOrderSuccess', { description: 'The order belongs to the account.' })
export class AdoptOrderSuccessType {
  @Field(() => Boolean, { description: 'False if the account already owned the order.' })
  adopted!: boolean;
}

export const AdoptOrderResult = createUnionType({
  name: 'AdoptOrderResult',
  description: 'Result of `adoptOrder`.',
  types: () =>
    [
      AdoptOrderSuccessType,
      SignInRequiredType,
      NotPermittedType,
      OrderNotFoundType,
      OrderAlreadyOwnedType,
    ] as const,
  resolveType: resultType('AdoptOrderSuccess'),
});

@InputType('RequestOrderLinkInput', { description: 'Input of `requestOrderLink`.' })
export class RequestOrderLinkInput {
  @Field(() => String, { description: 'Order number, case-insensitive.' })
  orderNumber!: string;

  @Field(() => String, { description: 'Email address the order was placed with.' })
  email!: string;
}

@ObjectType('RequestOrderLinkSuccess', {
  description: 'The request was accepted. An email is sent only if the order exists.',
})
export class RequestOrderLinkSuccessType {
  @Field(() => Boolean, { description: 'Always true.' })
  requested!: boolean;
}

export const RequestOrderLinkResult = createUnionType({
  name: 'RequestOrderLinkResult',
  description: 'Result of `requestOrderLink`.',
  types: () => [RequestOrderLinkSuccessType, InvalidInputType, RateLimitedType] as const,
  resolveType: resultType('RequestOrderLinkSuccess'),
});
