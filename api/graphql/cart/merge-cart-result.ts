import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { LeftOutReason } from '../../../core/cart/merge-cart.js';
import { ItemType } from '../catalog/item-type.js';
import { NotPermittedType } from '../identity/api-key-types.js';
import { SignInRequiredType } from '../identity/identity-errors.js';
import { CartAlreadyOrderedType, CartNotFoundType } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { CartType } from './cart-types.js';

const reasonDescriptions = {
  OTHER_CURRENCY: 'The account’s cart is in another currency.',
  QUANTITY_LIMIT: 'The account’s cart holds the most units of this item.',
  CART_FULL: 'The account’s cart holds the most different items.',
} as const satisfies Record<LeftOutReason, string>;

const LeftOutReasonType = Object.fromEntries(
  Object.keys(reasonDescriptions).map((reason) => [reason, reason]),
);
registerEnumType(LeftOutReasonType, {
  name: 'LeftOutReason',
  description: 'Why units did not get into the cart of the account.',
  valuesConfig: Object.fromEntries(
    Object.entries(reasonDescriptions).map(([reason, description]) => [reason, { description }]),
  ),
});

@ObjectType('LeftOutUnits', { description: 'Units that stayed in the guest’s cart.' })
export class LeftOutUnitsType {
  @Field(() => ItemType, { description: 'What was chosen.' })
  item!: ItemType;

  @Field(() => Int, { description: 'How many of them stayed.' })
  quantity!: number;

  @Field(() => LeftOutReasonType, { description: 'Why.' })
  reason!: LeftOutReason;
}

@ObjectType('MergeCartSuccess', { description: 'The account’s cart with what the guest had chosen.' })
export class MergeCartSuccessType {
  @Field(() => CartType, { description: 'The cart of the account.' })
  cart!: CartType;

  @Field(() => Int, { description: 'Units that came over; 0 when they had been merged before.' })
  movedUnits!: number;

  @Field(() => [LeftOutUnitsType], { description: 'What did not fit; it can be merged again later.' })
  leftOut!: LeftOutUnitsType[];
}

export const MergeCartResult = createUnionType({
  name: 'MergeCartResult',
  description: 'What mergeCart comes to.',
  types: () =>
    [
      MergeCartSuccessType,
      SignInRequiredType,
      NotPermittedType,
      CartNotFoundType,
      CartAlreadyOrderedType,
    ] as const,
  resolveType: resultType('MergeCartSuccess'),
});
