import { Repeater } from '@graphql-yoga/subscription';

import type { OrderView } from '../../../core/orders/order-view.js';
import type { Logger } from '../../../core/shared/logger.js';
import type { OrderChanges } from '../../services.js';

type SnapshotSource = Readonly<{
  orderId: string;
  /** Reads the order afresh, access included; null ends the subscription. */
  read: () => Promise<OrderView | null>;
  changes: OrderChanges;
  logger: Logger;
}>;

/**
 * The order as it is now, and then after every change. Announcements only say when to look: what is sent is always read
 * from Postgres, so a lost or doubled announcement can neither lose nor invent a state. Versions only rise.
 */
export function orderSnapshots({
  orderId,
  read,
  changes,
  logger,
}: SnapshotSource): AsyncIterableIterator<OrderView> {
  return new Repeater<OrderView>(async (push, stop) => {
    let sent = 0;
    let reading = false;
    let again = false;
    const look = async (): Promise<void> => {
      again = true;
      if (reading) return;
      reading = true;
      try {
        while (again) {
          again = false;
          const order = await read();
          if (order === null) {
            stop();
            return;
          }
          if (order.version > sent) {
            sent = order.version;
            // Not awaited: a slow reader must not hold up the next look, and the repeater keeps the order.
            push(order).catch((error: unknown) => stop(error));
          }
        }
      } catch (error) {
        logger.warn({ event: 'subscription.read_failed', orderId, reason: String(error) });
      } finally {
        reading = false;
      }
    };
    const unwatch = changes.watch(orderId, () => void look());
    void look();
    await stop;
    unwatch();
  });
}
