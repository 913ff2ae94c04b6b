import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import {
  CartAlreadyOrderedType,
  CartNotFoundType,
  CurrencyMismatchType,
  InvalidInputType,
  ItemNotFoundType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { cartTokenOptions } from '../shared/cart-token-options.js';
import { resultType } from '../shared/user-errors.js';
import { CartType } from './cart-types.js';

@InputType('CreateCartInput', { description: 'Input of `createCart`.' })
export class CreateCartInput {
  @Field(() => String, { description: 'ISO 4217 currency code, such as EUR.' })
  currency!: string;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 3166 code of the destination country. Defaults to the shop’s home country.',
  })
  destination!: string | null;
}

@InputType('SetCartDestinationInput', { description: 'Input of `setCartDestination`.' })
export class SetCartDestinationInput {
  @Field(() => String, cartTokenOptions)
  cartToken!: string | null;

  @Field(() => String, { description: 'ISO 3166 country code, such as DE.' })
  country!: string;
}

@InputType('AddCartLineInput', { description: 'Input of `addCartLine`.' })
export class AddCartLineInput {
  @Field(() => String, cartTokenOptions)
  cartToken!: string | null;

  @Field(() => ID, { description: 'Global ID of the item.' })
  itemId!: string;

  @Field(() => Int, { description: 'Units to add, 1 to 99.' })
  quantity!: number;
}

@InputType('UpdateCartLineInput', { description: 'Input of `updateCartLine`.' })
export class UpdateCartLineInput {
  @Field(() => String, cartTokenOptions)
  cartToken!: string | null;

  @Field(() => ID, { description: 'Global ID of the item.' })
  itemId!: string;

  @Field(() => Int, { description: 'Units, 0 to 99; 0 removes the item.' })
  quantity!: number;
}

@InputType('RemoveCartLineInput', { description: 'Input of `removeCartLine`.' })
export class RemoveCartLineInput {
  @Field(() => String, cartTokenOptions)
  cartToken!: string | null;

  @Field(() => ID, { description: 'Global ID of the item.' })
  itemId!: string;
}

@InputType('MergeCartInput', { description: 'Input of `mergeCart`.' })
export class MergeCartInput {
  @Field(() => String, { description: 'Bearer token of the guest’s cart.' })
  cartToken!: string;
}

@ObjectType('CreateCartSuccess', { description: 'The new cart and its bearer token.' })
export class CreateCartSuccessType {
  @Field(() => CartType, { description: 'The empty cart.' })
  cart!: CartType;

  @Field(() => String, {
    description: 'Bearer token; grants full access to the cart. Only its hash is stored.',
  })
  token!: string;
}

@ObjectType('CartChanged', { description: 'The cart after the change.' })
export class CartChangedType {
  @Field(() => CartType, { description: 'The cart with current prices and stock.' })
  cart!: CartType;
}

@ObjectType('StockShortage', { description: 'An item with fewer available units than requested.' })
export class StockShortageType {
  @Field(() => ID, { description: 'Global ID of the item.' })
  itemId!: string;

  @Field(() => String, { description: 'Name of the item.' })
  name!: string;

  @Field(() => Int, { description: 'Units requested.' })
  requested!: number;

  @Field(() => Int, { description: 'Units currently available.' })
  available!: number;
}

@ObjectType('InsufficientStock', {
  implements: UserErrorType,
  description: 'Returned when fewer units are available than requested. Nothing was reserved.',
})
export class InsufficientStockType extends UserErrorType {
  @Field(() => [StockShortageType], { description: 'Every item with too few units.' })
  shortages!: StockShortageType[];
}

export const CreateCartResult = createUnionType({
  name: 'CreateCartResult',
  description: 'Result of `createCart`.',
  types: () => [CreateCartSuccessType, InvalidInputType] as const,
  resolveType: resultType('CreateCartSuccess'),
});

export const SetCartDestinationResult = createUnionType({
  name: 'SetCartDestinationResult',
  description: 'Result of `setCartDestination`.',
  types: () => [CartChangedType, CartNotFoundType, CartAlreadyOrderedType, InvalidInputType] as const,
  resolveType: resultType('CartChanged'),
});

export const ChangeCartResult = createUnionType({
  name: 'ChangeCartResult',
  description: 'Result of `addCartLine`, `updateCartLine` and `removeCartLine`.',
  types: () =>
    [
      CartChangedType,
      CartNotFoundType,
      CartAlreadyOrderedType,
      ItemNotFoundType,
      CurrencyMismatchType,
      InsufficientStockType,
      InvalidInputType,
    ] as const,
  resolveType: resultType('CartChanged'),
});
