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
    description: 'Returns a guest’s cart by its token, or null. For the cart of an account, see `viewer`.',
  })
  async cart(
    @Arg('token', () => String, { description: 'The cart’s bearer token.' }) token: string,
    @Ctx() { readers, tokens }: GraphqlContext,
  ): Promise<Cart | null> {
    return readers.carts.find({ tokenHash: tokens.hash(token) });
  }

  @Mutation(() => CreateCartResult, {
    description: 'Creates an empty cart for a guest and returns its bearer token once.',
  })
  async createCart(
    @Arg('input', () => CreateCartInput, { description: 'Currency and destination of the cart.' })
    input: CreateCartInput,
    @Ctx() { useCases }: GraphqlContext,
  ): Promise<{ cart: Cart; token: string } | UserError> {
    const created = await useCases.cart.createCart(input);
    return isDomainError(created) ? userError(created) : created;
  }

  @Mutation(() => ChangeCartResult, {
    description: 'Adds units of an item to the cart, on top of those already in it.',
  })
  async addCartLine(
    @Arg('input', () => AddCartLineInput, { description: 'The item and the number of units to add.' })
    input: AddCartLineInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await useCases.cart.addCartLine({ ...input, actor }));
  }

  @Mutation(() => ChangeCartResult, { description: 'Sets the quantity of an item in the cart.' })
  async updateCartLine(
    @Arg('input', () => UpdateCartLineInput, { description: 'The item and its new quantity.' })
    input: UpdateCartLineInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await useCases.cart.updateCartLine({ ...input, actor }));
  }

  @Mutation(() => ChangeCartResult, { description: 'Removes an item from the cart.' })
  async removeCartLine(
    @Arg('input', () => RemoveCartLineInput, { description: 'The item to remove.' })
    input: RemoveCartLineInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await useCases.cart.updateCartLine({ ...input, actor, quantity: 0 }));
  }

  @Mutation(() => SetCartDestinationResult, {
    description: 'Sets the country the cart ships to, which determines the tax in the quote.',
  })
  async setCartDestination(
    @Arg('input', () => SetCartDestinationInput, { description: 'The destination country.' })
    input: SetCartDestinationInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await useCases.cart.setCartDestination({ ...input, actor }));
  }

  @Mutation(() => MergeCartResult, {
    description:
      'Moves the lines of a guest’s cart into the cart of the signed-in account. Safe to repeat: units are moved at most once.',
  })
  async mergeCart(
    @Arg('input', () => MergeCartInput, { description: 'The guest’s cart to merge.' }) input: MergeCartInput,
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

  @FieldResolver(() => Int, { description: 'Total units over all lines.' })
  unitCount(@Root() { lines }: Cart): number {
    return lines.reduce((sum, { quantity }) => sum + quantity, 0);
  }

  @FieldResolver(() => QuoteType, { description: 'Current price of the cart, per seller and in total.' })
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
