import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';

import type { Account } from '../../../core/identity/account.js';
import { ownerId } from '../../../core/checkout/model/order-access.js';
import type { OrderSelection } from '../../../core/orders/order-list.js';
import type { OrderView } from '../../../core/orders/order-view.js';
import type { Readers } from '../../application.js';
import type { GraphqlContext } from '../context.js';
import { ViewerType } from '../identity/viewer-type.js';
import { requirePermission } from '../require-permission.js';
import type { Connection } from '../shared/page-types.js';
import {
  afterOptions,
  connectionOf,
  connectionOfPlaces,
  firstOptions,
  firstType,
  pageRequest,
} from '../shared/page-types.js';
import { OrderConnectionType, OrderFilterInput, orderFilterOf } from './order-list-types.js';

const filterOptions = { nullable: true, description: 'Only orders that match every condition.' } as const;

@Resolver(() => ViewerType)
export class OrderListResolver {
  @FieldResolver(() => OrderConnectionType, { description: 'Orders of the account, newest first.' })
  async orders(
    @Root() { id }: Account,
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null,
    @Arg('filter', () => OrderFilterInput, filterOptions) filter: OrderFilterInput | null,
    @Ctx() { readers }: GraphqlContext,
  ): Promise<Connection<OrderView>> {
    return listOrders(readers, { ownerId: id, isEveryones: false }, { first, after, filter });
  }

  @Query(() => OrderConnectionType, {
    name: 'orders',
    description: 'Lists all orders, newest first. Requires the OPS role or the scope `orders:read`.',
  })
  async allOrders(
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null,
    @Arg('filter', () => OrderFilterInput, filterOptions) filter: OrderFilterInput | null,
    @Ctx() { readers, actor }: GraphqlContext,
  ): Promise<Connection<OrderView>> {
    requirePermission(actor, 'orders.read');
    return listOrders(readers, { ownerId: ownerId(actor), isEveryones: true }, { first, after, filter });
  }
}

type ListArguments = Readonly<{ first: number; after: string | null; filter: OrderFilterInput | null }>;

async function listOrders(
  { orderReader }: Pick<Readers, 'orderReader'>,
  selection: Omit<OrderSelection, 'filter'>,
  { first, after, filter }: ListArguments,
): Promise<Connection<OrderView>> {
  const wanted = orderFilterOf(filter);
  if (wanted === null) return connectionOf({ nodes: [], hasNextPage: false });
  const page = pageRequest(first, after ?? null);
  return connectionOfPlaces(await orderReader.list({ ...selection, filter: wanted }, page));
}
