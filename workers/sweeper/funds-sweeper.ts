import type { PendingFunds } from '../../core/ledger/ports.js';
import type { Logger } from '../../core/shared/logger.js';
import { startLoop } from './start-loop.js';

/** After days of pending, a minute does not matter. */
const POLL_INTERVAL_MS = 60_000;
const BATCH = 200;

/** Makes sellers' pending funds available once they are due. Any number may run: each row is taken once. */
export function startFundsSweeper({ funds, logger }: { funds: PendingFunds; logger: Logger }): {
  stop: () => Promise<void>;
} {
  return startLoop({
    everyMs: POLL_INTERVAL_MS,
    async poll() {
      const matured = await funds.mature(BATCH);
      if (matured > 0) logger.info({ event: 'funds.matured', matured });
      return matured > 0 ? 'AGAIN' : 'DONE';
    },
    onError: (error) => logger.warn({ event: 'funds_sweeper.failed', error }),
  });
}
