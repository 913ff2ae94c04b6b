import type { OrderReader } from '../../../core/orders/ports.js';
import type { LiveUpdate } from '../../../core/shared/live-updates.js';
import type { Logger } from '../../../core/shared/logger.js';
import type { OrderChanges } from './live-sources.js';

/** Announcements between processes after a commit; null wakes without naming an order. */
export type Announcements = Readonly<{
  listen: (listener: (update: LiveUpdate | null) => void) => () => void;
  /** Announcements are lost while this is false. */
  isConnected: () => boolean;
}>;

/** Polling interval for watched orders, all in one statement, while announcements are unavailable. */
const POLL_EVERY_MS = 1_000;

/**
 * Notifies watchers when an order may have changed. Redis announces changes; while it is down, the versions of all watched
 * orders are polled, and once more after it recovers, because announcements in between are lost.
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
