import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';

import type { Cart } from '../../../core/cart/cart.js';
import type { CartChangeError } from '../../../core/cart/change-cart.js';
import {
  addCartLine,
  createCart,
  setCartDestination,
  updateCartLine,
} from '../../../core/cart/change-cart.js';
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
  RemoveCartLineInput,
  SetCartDestinationInput,
  SetCartDestinationResult,
  UpdateCartLineInput,
} from './cart-results.js';
import { CartType, QuoteType } from './cart-types.js';

@Resolver(() => CartType)
export class CartResolver {
  @Query(() => CartType, { nullable: true, description: 'The cart of a token, or null.' })
  async cart(
    @Arg('token', () => String, { description: 'The cart’s bearer token.' }) token: string,
    @Ctx() { services }: GraphqlContext,
  ): Promise<Cart | null> {
    return services.carts.find(services.tokens.hash(token));
  }

  @Mutation(() => CreateCartResult, { description: 'Opens an empty cart for a guest.' })
  async createCart(
    @Arg('input', () => CreateCartInput, { description: 'The currency.' }) input: CreateCartInput,
    @Ctx() { services }: GraphqlContext,
  ): Promise<{ cart: Cart; token: string } | UserError> {
    const created = await createCart(services, input);
    return isDomainError(created) ? userError(created) : created;
  }

  @Mutation(() => ChangeCartResult, { description: 'Adds units of an item to what the cart holds of it.' })
  async addCartLine(
    @Arg('input', () => AddCartLineInput, { description: 'The item and how many more.' })
    input: AddCartLineInput,
    @Ctx() { services }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await addCartLine(services, input));
  }

  @Mutation(() => ChangeCartResult, { description: 'Sets the quantity of an item in the cart.' })
  async updateCartLine(
    @Arg('input', () => UpdateCartLineInput, { description: 'The item and its quantity.' })
    input: UpdateCartLineInput,
    @Ctx() { services }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await updateCartLine(services, input));
  }

  @Mutation(() => ChangeCartResult, { description: 'Takes an item out of the cart.' })
  async removeCartLine(
    @Arg('input', () => RemoveCartLineInput, { description: 'The item.' }) input: RemoveCartLineInput,
    @Ctx() { services }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await updateCartLine(services, { ...input, quantity: 0 }));
  }

  @Mutation(() => SetCartDestinationResult, {
    description: 'Says where the cart would be shipped, so that the quote shows the tax of that country.',
  })
  async setCartDestination(
    @Arg('input', () => SetCartDestinationInput, { description: 'The country.' })
    input: SetCartDestinationInput,
    @Ctx() { services }: GraphqlContext,
  ): Promise<{ cart: Cart } | UserError> {
    return changed(await setCartDestination(services, input));
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

function changed(result: Cart | CartChangeError): { cart: Cart } | UserError {
  return isDomainError(result) ? userError(result) : { cart: result };
}
