import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';

import type { Item } from '../../../core/catalog/item.js';
import type { Seller } from '../../../core/catalog/seller.js';
import { parseId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';
import type { Connection } from '../shared/page-types.js';
import { afterOptions, connectionOf, firstOptions, firstType, pageRequest } from '../shared/page-types.js';
import { ItemConnectionType, ItemType, pictureUrlOf } from './item-type.js';
import { SellerConnectionType, SellerType } from './seller-type.js';

@Resolver(() => ItemType)
export class CatalogResolver {
  @Query(() => ItemConnectionType, { description: 'Items that are sold now, oldest first.' })
  async items(
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null,
    @Arg('search', () => String, { nullable: true, description: 'Words in name, description or category.' })
    search: string | null,
    @Arg('sellerId', () => ID, { nullable: true, description: 'Only items of this seller.' })
    sellerId: string | null,
    @Ctx() { services }: GraphqlContext,
  ): Promise<Connection<Item>> {
    const seller = sellerId ? parseId('sel', sellerId) : null;
    if (sellerId && seller === null) return connectionOf({ nodes: [], hasNextPage: false });
    const filter = { search: search?.trim() || null, sellerId: seller };
    return connectionOf(await services.items.list(filter, pageRequest(first, after ?? null)));
  }

  @Query(() => ItemType, { nullable: true, description: 'An item that is sold now, or null.' })
  async item(
    @Arg('id', () => ID, { description: 'Global id of the item.' }) id: string,
    @Ctx() { services }: GraphqlContext,
  ): Promise<Item | null> {
    const itemId = parseId('itm', id);
    return itemId === null ? null : services.items.find(itemId);
  }

  @Query(() => SellerConnectionType, { description: 'Sellers of the marketplace.' })
  async sellers(
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null,
    @Ctx() { services }: GraphqlContext,
  ): Promise<Connection<Seller>> {
    return connectionOf(await services.sellers.list(pageRequest(first, after ?? null)));
  }

  @Query(() => SellerType, { nullable: true, description: 'A seller, or null.' })
  async seller(
    @Arg('id', () => ID, { description: 'Global id of the seller.' }) id: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Seller | null> {
    const sellerId = parseId('sel', id);
    return sellerId === null ? null : loaders.sellers.load(sellerId);
  }

  @FieldResolver(() => SellerType, { name: 'seller', description: 'Who sells it.' })
  sellerOfItem(
    @Root() item: Item & { seller?: Seller },
    @Ctx() { loaders }: GraphqlContext,
  ): Seller | Promise<Seller | null> {
    return item.seller ?? loaders.sellers.load(item.sellerId);
  }

  @FieldResolver(() => String, { description: 'Path of its illustration on this server.' })
  pictureUrl(@Root() { picture }: Item): string {
    return pictureUrlOf(picture);
  }
}
