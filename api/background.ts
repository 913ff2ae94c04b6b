import type { BackgroundWork } from '../core/psp/budget.js';
import { settledWithin } from '../core/shared/settled-within.js';
import type { Logger } from '../core/shared/logger.js';

/** Longer than the PSP client's timeout, so that every call in flight can record its result. */
const DRAIN_DEADLINE_MS = 12_000;

/** PSP calls that outlive their request. `drain` waits for them before the process exits. */
export function createBackgroundWork(logger: Logger): BackgroundWork & { drain: () => Promise<void> } {
  const running = new Set<Promise<unknown>>();
  return {
    follow(work) {
      const followed = work
        .catch((error: unknown) => logger.error({ event: 'background.failed', error }))
        .finally(() => running.delete(followed));
      running.add(followed);
    },
    async drain() {
      await settledWithin(DRAIN_DEADLINE_MS, Promise.allSettled(running));
    },
  };
}
