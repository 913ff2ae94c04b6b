import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Cart } from '../../../core/cart/cart.js';
import type { Account } from '../../../core/identity/account.js';
import type { GraphqlContext } from '../context.js';
import { ViewerType } from '../identity/viewer-type.js';
import { CartType } from './cart-types.js';

@Resolver(() => ViewerType)
export class ViewerCartResolver {
  @FieldResolver(() => CartType, {
    nullable: true,
    description: 'The account’s cart, shared across devices. Null until an item is added.',
  })
  async cart(@Root() { id }: Account, @Ctx() { readers }: GraphqlContext): Promise<Cart | null> {
    return readers.carts.find({ accountId: id });
  }
}
