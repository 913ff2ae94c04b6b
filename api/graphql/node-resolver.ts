import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';

import type { Item } from '../../core/catalog/item.js';
import type { Seller } from '../../core/catalog/seller.js';
import { parseId } from '../../core/shared/ids.js';
import type { GraphqlContext } from './context.js';
import { NodeType } from './shared/node-type.js';

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description:
      'An item or a seller by its global id; null for anything that the caller may not see without a token.',
  })
  async node(
    @Arg('id', () => ID, { description: 'A global id.' }) id: string,
    @Ctx() { services, loaders }: GraphqlContext,
  ): Promise<Item | Seller | null> {
    const itemId = parseId('itm', id);
    if (itemId !== null) return services.items.find(itemId);
    const sellerId = parseId('sel', id);
    return sellerId === null ? null : loaders.sellers.load(sellerId);
  }
}
