import { setTimeout as pause } from 'node:timers/promises';

import type { ActivityLog } from '../../../core/operations/activity.js';
import type { Logger } from '../../../core/shared/logger.js';
import type { ActivityFeed } from './live-sources.js';
import type { Announcements } from './order-changes.js';

/** Not every activity is announced, so the log is polled at this interval while anyone watches. */
const POLL_EVERY_MS = 1_000;
/** Transactions take milliseconds; a longer one delays everything written after it began. */
const SETTLE_EVERY_MS = 20;

/** Notifies watchers how far the activity log can be read; one poll per process, and none without watchers. */
export function createActivityFeed({
  announcements,
  log,
  logger,
}: {
  announcements: Announcements;
  log: Pick<ActivityLog, 'mark' | 'isSettled'>;
  logger: Logger;
}): ActivityFeed & { close: () => void } {
  const listeners = new Set<() => void>();
  let upTo = '';
  let polling: Promise<void> | null = null;
  let isWanted = false;
  let isClosed = false;

  const poll = async (): Promise<void> => {
    const mark = await log.mark();
    if (mark.position === upTo) return;
    while (!isClosed && !(await log.isSettled(mark))) await pause(SETTLE_EVERY_MS);
    upTo = mark.position;
    for (const listener of listeners) listener();
  };
  const pollNow = (): Promise<void> => {
    polling ??= poll().finally(() => {
      polling = null;
      if (isWanted) pollSoon();
    });
    return polling;
  };
  /** Polls after the poll in progress, which may have started too early. */
  const pollSoon = () => {
    isWanted = polling !== null;
    if (isWanted || listeners.size === 0) return;
    pollNow().catch((error: unknown) =>
      logger.warn({ event: 'live.activity_failed', reason: String(error) }),
    );
  };
  const unlisten = announcements.listen(pollSoon);
  const timer = setInterval(pollSoon, POLL_EVERY_MS);

  return {
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async upTo({ isFresh }) {
      if (isFresh || upTo === '') await pollNow();
      return upTo;
    },
    close() {
      isClosed = true;
      clearInterval(timer);
      unlisten();
    },
  };
}
