import { GraphQLError } from 'graphql';

import type { OrderView } from '../../../core/orders/order-view.js';
import type { GraphqlContext, LiveContext } from '../context.js';
import { liveEvents } from './live-events.js';

type Reader = Pick<GraphqlContext, 'readers' | 'tokens' | 'actor'>;

/** An order, then the order after every change, as long as the reader may see it. */
export async function liveOrder(
  { readers, tokens, changes, logger, actor, live }: GraphqlContext,
  find: (reader: Reader) => Promise<OrderView | null>,
): Promise<AsyncIterable<OrderView>> {
  const { recheck } = onSocket(live);
  const order = await find({ readers, tokens, actor });
  if (order === null) throw notFound('order');
  const { orderChanges } = changes;
  let sent = 0;
  return liveEvents({
    logger,
    watch: (listener) => orderChanges.watch(order.id, listener),
    async *read() {
      const now = await find({ readers, tokens, actor: await recheck() });
      if (now === null) throw notFound('order');
      // Versions only increase: a stale read must not undo a newer one.
      if (now.version <= sent) return;
      sent = now.version;
      yield now;
    },
  });
}

/** The state of a long-lived operation. */
export function onSocket(live: LiveContext | null): LiveContext {
  if (live === null) throw new Error('subscriptions run on sockets');
  return live;
}

/** Also sent for what exists but the reader may not see. */
export function notFound(subject: string): GraphQLError {
  return new GraphQLError(`No such ${subject}.`, { extensions: { code: 'NOT_FOUND' } });
}
