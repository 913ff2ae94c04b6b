import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { LeftOutReason } from '../../../core/cart/merge-cart.js';
import { ItemType } from '../catalog/item-type.js';
import { NotPermittedType } from '../identity/api-key-types.js';
import { SignInRequiredType } from '../identity/identity-errors.js';
import { CartAlreadyOrderedType, CartNotFoundType } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { CartType } from './cart-types.js';

const reasonDescriptions = {
  OTHER_CURRENCY: 'The account’s cart has another currency.',
  QUANTITY_LIMIT: 'The account’s cart has reached the maximum of 99 units of this item.',
  CART_FULL: 'The account’s cart has reached the maximum of 200 lines.',
} as const satisfies Record<LeftOutReason, string>;

const LeftOutReasonType = Object.fromEntries(
  Object.keys(reasonDescriptions).map((reason) => [reason, reason]),
);
registerEnumType(LeftOutReasonType, {
  name: 'LeftOutReason',
  description: 'Why units were not moved to the account’s cart.',
  valuesConfig: Object.fromEntries(
    Object.entries(reasonDescriptions).map(([reason, description]) => [reason, { description }]),
  ),
});

@ObjectType('LeftOutUnits', { description: 'Units that stayed in the guest’s cart.' })
export class LeftOutUnitsType {
  @Field(() => ItemType, { description: 'The item.' })
  item!: ItemType;

  @Field(() => Int, { description: 'Number of units that stayed.' })
  quantity!: number;

  @Field(() => LeftOutReasonType, { description: 'Why they were not moved.' })
  reason!: LeftOutReason;
}

@ObjectType('MergeCartSuccess', { description: 'The account’s cart after the merge.' })
export class MergeCartSuccessType {
  @Field(() => CartType, { description: 'The account’s cart.' })
  cart!: CartType;

  @Field(() => Int, { description: 'Number of units moved; 0 if the cart was merged before.' })
  movedUnits!: number;

  @Field(() => [LeftOutUnitsType], {
    description: 'Units that did not fit; they stay in the guest’s cart and can be merged later.',
  })
  leftOut!: LeftOutUnitsType[];
}

export const MergeCartResult = createUnionType({
  name: 'MergeCartResult',
  description: 'Result of `mergeCart`.',
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
