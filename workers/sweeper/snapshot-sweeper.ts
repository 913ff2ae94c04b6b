import type { LedgerSnapshots } from '../../core/ledger/ports.js';
import type { Logger } from '../../core/shared/logger.js';
import { startLoop } from './start-loop.js';

/** There is one snapshot a day at most; a look in vain reads what was posted since the last one. */
const POLL_INTERVAL_MS = 3_600_000;

/** Sums the accounts up once a day. Any number may run: a day has one snapshot. */
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
