import type { SellerOrderReader, SellerOrderVersion } from '../../../core/fulfilment/ports.js';
import type { SellerId, SellerOrderId } from '../../../core/shared/ids.js';
import type { Logger } from '../../../core/shared/logger.js';
import type { SellerOrderChanges } from './live-sources.js';
import type { Announcements } from './order-changes.js';

/** Polling interval for the current orders of watched sellers, in one statement, while announcements are unavailable. */
const POLL_EVERY_MS = 1_000;
/** A seller's current orders: this many of the longest waiting, and as many of the newest. */
export const PRESENT_OF_EACH = 50;

type Listener = (id: SellerOrderId) => void;

/**
 * Notifies watchers of a seller which seller order may have changed. Announcements name orders; their sellers are looked up
 * in one statement per batch for all watchers of this process. While announcements are unavailable, the current orders are
 * polled, and once more after they recover.
 */
export function createSellerOrderChanges({
  announcements,
  sellerOrders,
  logger,
}: {
  announcements: Announcements;
  sellerOrders: Pick<SellerOrderReader, 'inOrders' | 'present'>;
  logger: Logger;
}): SellerOrderChanges & { close: () => void } {
  const watchers = new Map<SellerId, Set<Listener>>();
  const announced = new Set<string>();
  let known = new Map<SellerOrderId, number>();
  let missedSome = false;
  let isBusy = false;

  const notify = ({ id, sellerId }: SellerOrderVersion) => {
    for (const listener of watchers.get(sellerId) ?? []) listener(id);
  };
  const lookUp = async (): Promise<void> => {
    while (announced.size > 0) {
      const orderIds = [...announced];
      announced.clear();
      for (const found of await sellerOrders.inOrders(orderIds, [...watchers.keys()])) notify(found);
    }
  };
  const poll = async (): Promise<void> => {
    const isConnected = announcements.isConnected();
    if (isConnected && !missedSome) return;
    const present = await sellerOrders.present([...watchers.keys()], PRESENT_OF_EACH);
    for (const found of present) if (known.get(found.id) !== found.version) notify(found);
    known = new Map(isConnected ? [] : present.map(({ id, version }) => [id, version]));
    missedSome = !isConnected;
  };
  /** Runs one task at a time; the poll catches up on failures. */
  const work = (task: () => Promise<void>) => {
    if (isBusy || watchers.size === 0) return;
    isBusy = true;
    task()
      .catch((error: unknown) => {
        missedSome = true;
        logger.warn({ event: 'live.seller_orders_failed', reason: String(error) });
      })
      .finally(() => {
        isBusy = false;
        if (announced.size > 0) work(lookUp);
      });
  };
  const unlisten = announcements.listen((update) => {
    if (update === null || watchers.size === 0) return;
    announced.add(update.orderId);
    work(lookUp);
  });
  const timer = setInterval(() => work(poll), POLL_EVERY_MS);

  return {
    watch(sellerId, listener) {
      const listeners = watchers.get(sellerId) ?? new Set();
      watchers.set(sellerId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) watchers.delete(sellerId);
      };
    },
    close() {
      clearInterval(timer);
      unlisten();
    },
  };
}
