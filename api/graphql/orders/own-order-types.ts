import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import { NotPermittedType } from '../identity/api-key-types.js';
import { SignInRequiredType } from '../identity/identity-errors.js';
import { InvalidInputType, plainUserError, RateLimitedType } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';

export const OrderNotFoundType = plainUserError(
  'OrderNotFound',
  'Returned when there is no such order, or the token is not its own.',
);

const OrderAlreadyOwnedType = plainUserError(
  'OrderAlreadyOwned',
  'Returned when the order belongs to another account.',
);

@InputType('AdoptOrderInput', { description: 'A guest’s order and the proof that it is the caller’s.' })
export class AdoptOrderInput {
  @Field(() => ID, { description: 'Global id of the order.' })
  orderId!: string;

  @Field(() => String, { description: 'The order’s bearer token.' })
  token!: string;
}

@ObjectType('AdoptOrderSuccess', { description: 'The order belongs to the account.' })
export class AdoptOrderSuccessType {
  @Field(() => Boolean, { description: 'False when it did before.' })
  adopted!: boolean;
}

export const AdoptOrderResult = createUnionType({
  name: 'AdoptOrderResult',
  description: 'What adoptOrder comes to.',
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

@InputType('RequestOrderLinkInput', { description: 'What a guest still knows of an order.' })
export class RequestOrderLinkInput {
  @Field(() => String, { description: 'The order number, as people write it.' })
  orderNumber!: string;

  @Field(() => String, { description: 'The address that it was placed with.' })
  email!: string;
}

@ObjectType('RequestOrderLinkSuccess', {
  description: 'If there is such an order, its link is on the way; nothing here tells whether there is.',
})
export class RequestOrderLinkSuccessType {
  @Field(() => Boolean, { description: 'Always true.' })
  requested!: boolean;
}

export const RequestOrderLinkResult = createUnionType({
  name: 'RequestOrderLinkResult',
  description: 'What requestOrderLink comes to.',
  types: () => [RequestOrderLinkSuccessType, InvalidInputType, RateLimitedType] as const,
  resolveType: resultType('RequestOrderLinkSuccess'),
});
