import { setTimeout as pause } from 'node:timers/promises';

import type { ActivityLog } from '../../../core/operations/activity.js';
import type { Logger } from '../../../core/shared/logger.js';
import type { ActivityFeed } from './live-sources.js';
import type { Announcements } from './order-changes.js';

/** Not everything that operations see is announced, so while somebody watches the log is looked at this often. */
const POLL_EVERY_MS = 1_000;
/** Transactions take milliseconds; one that takes longer holds back what was written after it began. */
const SETTLE_EVERY_MS = 20;

/** Tells watchers how far the log of what happened can be read; one look for all of this process, and none for nobody. */
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
  /** After the look under way, which may have come too early. */
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
