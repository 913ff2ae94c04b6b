import { GraphQLError } from 'graphql';

import type { OrderView } from '../../../core/orders/order-view.js';
import type { GraphqlContext, LiveContext } from '../context.js';
import { liveEvents } from './live-events.js';

type Asking = Pick<GraphqlContext, 'readers' | 'tokens' | 'actor'>;

/** An order, and after every change the order again, as long as the reader finds it. */
export async function liveOrder(
  { readers, tokens, changes, logger, actor, live }: GraphqlContext,
  find: (asking: Asking) => Promise<OrderView | null>,
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
      // Versions only rise: what another reading found later is not undone by this one.
      if (now.version <= sent) return;
      sent = now.version;
      yield now;
    },
  });
}

/** What is kept for an operation that lasts. */
export function onSocket(live: LiveContext | null): LiveContext {
  if (live === null) throw new Error('subscriptions run on sockets');
  return live;
}

/** Also for what there is and the reader may not see. */
export function notFound(what: string): GraphQLError {
  return new GraphQLError(`There is no such ${what}.`, { extensions: { code: 'NOT_FOUND' } });
}
