import type { Actor } from '../../../core/identity/actor.js';
import { actsForSeller } from '../../../core/identity/policy.js';
import { parseId, type SellerId, type SellerOrderId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';
import { requirePermission } from '../require-permission.js';
import { liveEvents } from './live-events.js';
import { notFound, onSocket } from './live-orders.js';
import type { SellerOrderUpdate } from './seller-order-update-type.js';
import { PRESENT_OF_EACH } from './seller-order-changes.js';

type Watched = Readonly<{
  context: GraphqlContext;
  watch: (notify: (id: SellerOrderId) => void) => () => void;
}>;

/** With a seller order ID: that one. With a seller ID: its current seller orders, then each that changes. */
export async function liveSellerOrders(
  context: GraphqlContext,
  id: string,
): Promise<AsyncIterable<SellerOrderUpdate>> {
  requirePermission(context.actor, 'seller.own');
  const [sellerOrderId, sellerId] = [parseId('so', id), parseId('sel', id)];
  if (sellerOrderId !== null) return ofSellerOrder(context, sellerOrderId);
  if (sellerId !== null) return ofSeller(context, sellerId);
  throw notFound('seller order');
}

async function ofSellerOrder(
  context: GraphqlContext,
  id: SellerOrderId,
): Promise<AsyncIterable<SellerOrderUpdate>> {
  const { readers, changes } = context;
  const [first] = await readers.sellerOrders.findMany([id]);
  if (first === undefined || !actsForSeller(context.actor, first.seller.id)) throw notFound('seller order');
  const watch: Watched['watch'] = (notify) => changes.orderChanges.watch(first.orderId, () => notify(id));
  return updatesOf({ context, watch }, { sellerId: first.seller.id, present: [id] });
}

async function ofSeller(
  context: GraphqlContext,
  sellerId: SellerId,
): Promise<AsyncIterable<SellerOrderUpdate>> {
  const { readers, changes } = context;
  if (!actsForSeller(context.actor, sellerId)) throw notFound('seller');
  const present = await readers.sellerOrders.present([sellerId], PRESENT_OF_EACH);
  const watch: Watched['watch'] = (notify) => changes.sellerOrderChanges.watch(sellerId, notify);
  return updatesOf({ context, watch }, { sellerId, present: present.map(({ id }) => id) });
}

/** Sends the current seller orders in one message, then those that change; each only in increasing versions. */
function updatesOf(
  { context, watch }: Watched,
  { sellerId, present }: Readonly<{ sellerId: string; present: readonly SellerOrderId[] }>,
): AsyncIterable<SellerOrderUpdate> {
  const { readers, logger, live } = context;
  const { recheck } = onSocket(live);
  const wanted = new Set(present);
  let isSnapshot = true;
  const sent = new Map<string, number>();
  return liveEvents({
    logger,
    watch: (listener) =>
      watch((id) => {
        wanted.add(id);
        listener();
      }),
    async *read() {
      assertMember(await recheck(), sellerId);
      const ids = [...wanted];
      // Cleared before the read: what changes during it is read once more.
      wanted.clear();
      const found = await readers.sellerOrders.findMany(ids).catch((error: unknown) => {
        for (const id of ids) wanted.add(id);
        throw error;
      });
      const newer = found.filter(({ id, version }) => version > (sent.get(id) ?? 0));
      if (newer.length === 0 && !isSnapshot) return;
      for (const { id, version } of newer) sent.set(id, version);
      const update = { isSnapshot, sellerOrders: newer.sort((one, other) => (one.id < other.id ? -1 : 1)) };
      isSnapshot = false;
      yield update;
    },
  });
}

function assertMember(actor: Actor, sellerId: string): void {
  requirePermission(actor, 'seller.own');
  if (!actsForSeller(actor, sellerId)) throw notFound('seller');
}
