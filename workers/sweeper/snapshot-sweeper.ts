import type { LedgerSnapshots } from '../../core/ledger/ports.js';
import type { Logger } from '../../core/shared/logger.js';
import { startLoop } from './start-loop.js';

/** There is at most one snapshot a day; a poll without a due one only reads what was posted since the last. */
const POLL_INTERVAL_MS = 3_600_000;

/** Takes the daily ledger snapshot. Any number may run: a day has one snapshot. */
export function startSnapshotSweeper({ snapshots, logger }: { snapshots: LedgerSnapshots; logger: Logger }): {
  stop: () => Promise<void>;
} {
  return startLoop({
    everyMs: POLL_INTERVAL_MS,
    async poll() {
      const accounts = await snapshots.take();
      if (accounts > 0) logger.info({ event: 'ledger.snapshot_taken', accounts });
      return 'DONE';
    },
    onError: (error) => logger.warn({ event: 'snapshot_sweeper.failed', error }),
  });
}
