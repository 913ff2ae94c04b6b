import type { Logger } from '../../core/shared/logger.js';
import type { PspJournal, Verifier, VerifyReport } from '../../core/verification/ports.js';
import { startLoop } from '../sweeper/start-loop.js';

/** A broken guarantee is a bug or an attack: operations learn of it within minutes, without loading the database. */
const VERIFY_EVERY_MS = 10 * 60_000;

export type VerifierSettings = Readonly<{ verifier: Verifier; journal: PspJournal; logger: Logger }>;

/** Checks the guarantees periodically and keeps the last report. Any number may run: nothing is written. */
export function startVerifier({ verifier, journal, logger }: VerifierSettings): {
  stop: () => Promise<void>;
  last: () => VerifyReport;
} {
  let last: VerifyReport = { ok: true, checks: [] };
  const loop = startLoop({
    everyMs: VERIFY_EVERY_MS,
    async poll() {
      last = await verifier.verify(journal);
      for (const { name, ok, found, violations } of last.checks)
        if (!ok) logger.error({ event: 'guarantee.broken', guarantee: name, found, first: violations[0] });
      return 'DONE';
    },
    onError: (error) => logger.warn({ event: 'verifier.failed', error }),
  });
  return { stop: loop.stop, last: () => last };
}
