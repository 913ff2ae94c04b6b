import type { SellerOrderReader, SellerOrderVersion } from '../../../core/fulfilment/ports.js';
import type { SellerId, SellerOrderId } from '../../../core/shared/ids.js';
import type { Logger } from '../../../core/shared/logger.js';
import type { SellerOrderChanges } from './live-sources.js';
import type { Announcements } from './order-changes.js';

/** While nothing announces changes, what the watched sellers have present is looked at this often, in one statement. */
const POLL_EVERY_MS = 1_000;
/** What is present at a seller's: so many of those that wait longest to be shipped, and as many of the newest. */
export const PRESENT_OF_EACH = 50;

type Listener = (id: SellerOrderId) => void;

/**
 * Tells watchers of a seller which seller order may have changed. Announcements name orders; whose they are is asked for
 * those that came since the last answer, in one statement for all watchers of this process. While announcements are away
 * what is present is polled, and once more when they are back.
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
  /** One at a time; what fails is caught up with by the poll. */
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
