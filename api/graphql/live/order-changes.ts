import type { OrderReader } from '../../../core/orders/ports.js';
import type { LiveUpdate } from '../../../core/shared/live-updates.js';
import type { Logger } from '../../../core/shared/logger.js';
import type { OrderChanges } from './live-sources.js';

/** What processes tell each other after a commit; null wakes without naming an order. */
export type Announcements = Readonly<{
  listen: (listener: (update: LiveUpdate | null) => void) => () => void;
  /** While not, what is announced is lost. */
  isConnected: () => boolean;
}>;

/** While nothing announces changes, watched orders are looked at this often, all of them in one statement. */
const POLL_EVERY_MS = 1_000;

/**
 * Tells watchers when an order may have changed. Redis announces; while it is away the versions of all watched orders
 * are polled, and once more when it is back, because announcements in between are gone.
 */
export function createOrderChanges({
  announcements,
  versions,
  logger,
}: {
  announcements: Announcements;
  versions: OrderReader['versions'];
  logger: Logger;
}): OrderChanges & { close: () => void } {
  const watchers = new Map<string, Set<() => void>>();
  const known = new Map<string, number>();
  let missedSome = false;

  const notify = (orderId: string) => {
    for (const listener of watchers.get(orderId) ?? []) listener();
  };
  const unlisten = announcements.listen((update) => {
    if (update !== null) notify(update.orderId);
  });
  const poll = async (): Promise<void> => {
    const isConnected = announcements.isConnected();
    if ((isConnected && !missedSome) || watchers.size === 0) return;
    missedSome = !isConnected;
    for (const [orderId, version] of await versions([...watchers.keys()])) {
      if (known.get(orderId) !== version) notify(orderId);
      known.set(orderId, version);
    }
  };
  const timer = setInterval(() => {
    poll().catch((error: unknown) => logger.warn({ event: 'live.poll_failed', error }));
  }, POLL_EVERY_MS);

  return {
    watch(orderId, listener) {
      const listeners = watchers.get(orderId) ?? new Set();
      watchers.set(orderId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        watchers.delete(orderId);
        known.delete(orderId);
      };
    },
    close() {
      clearInterval(timer);
      unlisten();
    },
  };
}
