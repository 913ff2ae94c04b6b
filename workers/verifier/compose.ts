import type { GaugeReading } from '../../adapters/telemetry/operational-routes.js';
import type { Logger } from '../../core/shared/logger.js';
import type { PspJournal, Verifier } from '../../core/verification/ports.js';
import { startVerifier } from './start-verifier.js';

/** Composes the guarantee checks and their gauges. */
export function composeVerifier(parts: { verifier: Verifier; journal: PspJournal; logger: Logger }) {
  const { stop, last } = startVerifier(parts);
  const gauges = (): readonly GaugeReading[] =>
    last().checks.map(({ name, found }) => ({
      name: 'splitcart_guarantee_violations',
      help: 'Violations of a guarantee in the last check by these workers.',
      value: found,
      labels: { guarantee: name },
    }));
  return { stop, gauges };
}
