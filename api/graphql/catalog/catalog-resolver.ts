import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';

import type { Item } from '../../../core/catalog/item.js';
import type { ItemSort } from '../../../core/catalog/item-list.js';
import { effectiveSort } from '../../../core/catalog/item-list.js';
import type { Seller } from '../../../core/catalog/seller.js';
import { parseId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';
import type { Connection } from '../shared/page-types.js';
import {
  afterOptions,
  connectionOf,
  connectionOfPlaces,
  firstOptions,
  firstType,
  pageRequest,
} from '../shared/page-types.js';
import { ItemFilterInput, ItemSortType, itemFilterOf } from './item-list-input.js';
import { ItemConnectionType, ItemType, pictureUrlOf } from './item-type.js';
import { SellerConnectionType, SellerType } from './seller-type.js';

@Resolver(() => ItemType)
export class CatalogResolver {
  @Query(() => ItemConnectionType, { description: 'Lists active items.' })
  async items(
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null,
    @Arg('search', () => String, { nullable: true, description: 'Searches name, description and category.' })
    search: string | null,
    @Arg('sellerId', () => ID, { nullable: true, description: 'Only items of this seller.' })
    sellerId: string | null,
    @Arg('filter', () => ItemFilterInput, {
      nullable: true,
      description: 'Only items that match every condition.',
    })
    filter: ItemFilterInput | null,
    @Arg('sort', () => ItemSortType.values, {
      nullable: true,
      description: 'Sort order. Defaults to RELEVANCE with a search, otherwise to OLDEST.',
    })
    sort: ItemSort | null,
    @Ctx() { readers }: GraphqlContext,
  ): Promise<Connection<Item>> {
    const wanted = itemFilterOf({ search, sellerId, filter });
    if (wanted === null) return connectionOf({ nodes: [], hasNextPage: false });
    const page = pageRequest(first, after);
    return connectionOfPlaces(await readers.items.list(wanted, effectiveSort(sort ?? null, wanted), page));
  }

  @Query(() => ItemType, {
    nullable: true,
    description: 'Returns an active item by ID. Null when it does not exist or is inactive.',
  })
  async item(
    @Arg('id', () => ID, { description: 'Global ID of the item.' }) id: string,
    @Ctx() { readers }: GraphqlContext,
  ): Promise<Item | null> {
    const itemId = parseId('itm', id);
    return itemId === null ? null : readers.items.find(itemId);
  }

  @Query(() => SellerConnectionType, { description: 'Lists the sellers of the marketplace.' })
  async sellers(
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null,
    @Ctx() { readers }: GraphqlContext,
  ): Promise<Connection<Seller>> {
    return connectionOf(await readers.sellers.list(pageRequest(first, after)));
  }

  @Query(() => SellerType, {
    nullable: true,
    description: 'Returns a seller by ID. Null when it does not exist.',
  })
  async seller(
    @Arg('id', () => ID, { description: 'Global ID of the seller.' }) id: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Seller | null> {
    const sellerId = parseId('sel', id);
    return sellerId === null ? null : loaders.sellers.load(sellerId);
  }

  @FieldResolver(() => SellerType, { name: 'seller', description: 'The seller of the item.' })
  sellerOfItem(
    @Root() item: Item & { seller?: Seller },
    @Ctx() { loaders }: GraphqlContext,
  ): Seller | Promise<Seller | null> {
    return item.seller ?? loaders.sellers.load(item.sellerId);
  }

  @FieldResolver(() => String, { description: 'URL of the picture: a path on this server or an https URL.' })
  pictureUrl(@Root() { picture }: Item): string {
    return pictureUrlOf(picture);
  }
}
