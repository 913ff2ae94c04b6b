import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { HistoryEntry } from '../../../core/orders/order-history.js';
import type { OrderView } from '../../../core/orders/order-view.js';
import type { GraphqlContext } from '../context.js';
import type { Connection } from '../shared/page-types.js';
import {
  afterOptions,
  connectionOfPlaces,
  firstOptions,
  firstType,
  pageRequest,
} from '../shared/page-types.js';
import { OrderHistoryEntryConnectionType, type OrderHistoryEntryType } from './order-history-types.js';
import { OrderType } from './order-types.js';

@Resolver(() => OrderType)
export class OrderHistoryResolver {
  @FieldResolver(() => OrderHistoryEntryConnectionType, {
    description: 'State transitions of the order and its parts, oldest first.',
  })
  async history(
    @Root() { id: orderId, isOwn }: OrderView,
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Connection<OrderHistoryEntryType>> {
    const page = pageRequest(first, after ?? null);
    // A reader who is not the buyer has a permission, and sees everything.
    const entries = await loaders.histories.load({ orderId, isFull: !isOwn, ...page });
    const edges = entries
      .slice(0, page.first)
      .map((entry) => ({ place: entry.position, node: entryOf(entry) }));
    return connectionOfPlaces({ edges, hasNextPage: entries.length > page.first });
  }
}

function entryOf({ position, entityId, actor, ...entry }: HistoryEntry): OrderHistoryEntryType {
  return { ...entry, id: position, subjectId: entityId, actor: actor.toUpperCase() };
}
