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

@InputType('CreateCartInput', { description: 'A new cart.' })
export class CreateCartInput {
  @Field(() => String, { description: 'ISO 4217 code, as EUR.' })
  currency!: string;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 3166 code of where it would be shipped; without it, the shop’s home country.',
  })
  destination!: string | null;
}

@InputType('SetCartDestinationInput', { description: 'Where a cart would be shipped.' })
export class SetCartDestinationInput {
  @Field(() => String, cartTokenOptions)
  cartToken!: string | null;

  @Field(() => String, { description: 'ISO 3166 code, as DE.' })
  country!: string;
}

@InputType('AddCartLineInput', { description: 'So many more units of an item.' })
export class AddCartLineInput {
  @Field(() => String, cartTokenOptions)
  cartToken!: string | null;

  @Field(() => ID, { description: 'Global id of the item.' })
  itemId!: string;

  @Field(() => Int, { description: 'Units to add, 1 to 99.' })
  quantity!: number;
}

@InputType('UpdateCartLineInput', { description: 'The quantity that an item of the cart shall have.' })
export class UpdateCartLineInput {
  @Field(() => String, cartTokenOptions)
  cartToken!: string | null;

  @Field(() => ID, { description: 'Global id of the item.' })
  itemId!: string;

  @Field(() => Int, { description: 'Units, 0 to 99; zero takes the item out.' })
  quantity!: number;
}

@InputType('RemoveCartLineInput', { description: 'An item to take out of a cart.' })
export class RemoveCartLineInput {
  @Field(() => String, cartTokenOptions)
  cartToken!: string | null;

  @Field(() => ID, { description: 'Global id of the item.' })
  itemId!: string;
}

@InputType('MergeCartInput', { description: 'What was chosen before signing in.' })
export class MergeCartInput {
  @Field(() => String, { description: 'The bearer token of the guest’s cart.' })
  cartToken!: string;
}

@ObjectType('CreateCartSuccess', { description: 'The new cart and the only key to it.' })
export class CreateCartSuccessType {
  @Field(() => CartType, { description: 'The new, empty cart.' })
  cart!: CartType;

  @Field(() => String, { description: 'Bearer token; whoever has it has the cart. It is not stored here.' })
  token!: string;
}

@ObjectType('CartChanged', { description: 'The cart after the change.' })
export class CartChangedType {
  @Field(() => CartType, { description: 'The cart with today’s prices and stock.' })
  cart!: CartType;
}

@ObjectType('StockShortage', { description: 'Units that were asked for but are not free.' })
export class StockShortageType {
  @Field(() => ID, { description: 'Global id of the item.' })
  itemId!: string;

  @Field(() => String, { description: 'Name of the item.' })
  name!: string;

  @Field(() => Int, { description: 'Units that were asked for.' })
  requested!: number;

  @Field(() => Int, { description: 'Units that are free now.' })
  available!: number;
}

@ObjectType('InsufficientStock', {
  implements: UserErrorType,
  description: 'Returned when fewer units are free than were asked for. Nothing was reserved.',
})
export class InsufficientStockType extends UserErrorType {
  @Field(() => [StockShortageType], { description: 'Every item that is short.' })
  shortages!: StockShortageType[];
}

export const CreateCartResult = createUnionType({
  name: 'CreateCartResult',
  description: 'What createCart comes to.',
  types: () => [CreateCartSuccessType, InvalidInputType] as const,
  resolveType: resultType('CreateCartSuccess'),
});

export const SetCartDestinationResult = createUnionType({
  name: 'SetCartDestinationResult',
  description: 'What setCartDestination comes to.',
  types: () => [CartChangedType, CartNotFoundType, CartAlreadyOrderedType, InvalidInputType] as const,
  resolveType: resultType('CartChanged'),
});

export const ChangeCartResult = createUnionType({
  name: 'ChangeCartResult',
  description: 'What a change of a cart comes to.',
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
