import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';

import type { Cart } from '../../../core/cart/cart.js';
import type { CartChangeError } from '../../../core/cart/change-cart.js';
import type { LeftOutReason } from '../../../core/cart/merge-cart.js';
import type { Item } from '../../../core/catalog/item.js';
import type { Quote } from '../../../core/cart/quote.js';
import { quoteCart } from '../../../core/cart/quote.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import { userError, type UserError } from '../shared/user-errors.js';
import {
  AddCartLineInput,
  ChangeCartResult,
  CreateCartInput,
  CreateCartResult,
  MergeCartInput,
  RemoveCartLineInput,
  SetCartDestinationInput,
  SetCartDestinationResult,
  UpdateCartLineInput,
} from './cart-results.js';
import { CartType, QuoteType } from './cart-types.js';
import { MergeCartResult } from './merge-cart-result.js';

@Resolver(() => CartType)
export class CartResolver {
  @Query(() => CartType, {
    nullable: true,
    description: 'The cart of a guest’s token, or null; an account finds its own under viewer.',
  })
  async cart(
    @Arg('token', () => String, { description: 'The cart’s bearer token.' }) token: string,
    @Ctx() { readers, tokens }: GraphqlContext,
  ): Promise<Cart | null> {
    return readers.carts.find({ tokenHash: tokens.hash(token) });
  }

  @Mutation(() => CreateCartResult, { description: 'Opens an empty cart for a guest.' })
  async createCart(
    @Arg('input', () => CreateCartInput, { description: 'The currency.' }) input: CreateCartInput,
    @Ctx() { useCases }: GraphqlContext,
  ): Promise<{ cart: Cart; token: string } | UserError> {
    const created = await useCases.cart.createCart(input);
    return isDomainError(created) ? userError(created) : created;
  }

  @Mutation(() => ChangeCartResult, { description: 'Adds units of an item to what the cart holds of it.' })
  async addCartLine(
    @Arg('input', () => AddCartLineInput, { description: 'The item and how many more.' })
    input: AddCartLineInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await useCases.cart.addCartLine({ ...input, actor }));
  }

  @Mutation(() => ChangeCartResult, { description: 'Sets the quantity of an item in the cart.' })
  async updateCartLine(
    @Arg('input', () => UpdateCartLineInput, { description: 'The item and its quantity.' })
    input: UpdateCartLineInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await useCases.cart.updateCartLine({ ...input, actor }));
  }

  @Mutation(() => ChangeCartResult, { description: 'Takes an item out of the cart.' })
  async removeCartLine(
    @Arg('input', () => RemoveCartLineInput, { description: 'The item.' }) input: RemoveCartLineInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await useCases.cart.updateCartLine({ ...input, actor, quantity: 0 }));
  }

  @Mutation(() => SetCartDestinationResult, {
    description: 'Says where the cart would be shipped, so that the quote shows the tax of that country.',
  })
  async setCartDestination(
    @Arg('input', () => SetCartDestinationInput, { description: 'The country.' })
    input: SetCartDestinationInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await useCases.cart.setCartDestination({ ...input, actor }));
  }

  @Mutation(() => MergeCartResult, {
    description:
      'Moves what was chosen as a guest into the cart of the account; sent again, it moves nothing twice.',
  })
  async mergeCart(
    @Arg('input', () => MergeCartInput, { description: 'The guest’s cart.' }) input: MergeCartInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<MergeCartSuccess | UserError> {
    const merged = await useCases.cart.mergeCart({ ...input, actor });
    if (isDomainError(merged)) return userError(merged);
    const leftOut = merged.leftOut.map(({ line, quantity, reason }) => ({
      item: line.item,
      quantity,
      reason,
    }));
    return { ...merged, leftOut };
  }

  @FieldResolver(() => Int, { description: 'Units of all lines together.' })
  unitCount(@Root() { lines }: Cart): number {
    return lines.reduce((sum, { quantity }) => sum + quantity, 0);
  }

  @FieldResolver(() => QuoteType, { description: 'What the cart costs now, per seller and in total.' })
  quote(@Root() cart: Cart): Quote {
    return quoteCart(cart);
  }
}

type MergeCartSuccess = Readonly<{
  cart: Cart;
  movedUnits: number;
  leftOut: readonly Readonly<{ item: Item; quantity: number; reason: LeftOutReason }>[];
}>;

function changed(result: Cart | CartChangeError): { cart: Cart } | UserError {
  return isDomainError(result) ? userError(result) : { cart: result };
}
