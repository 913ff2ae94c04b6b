import type { Database } from '../../adapters/postgres/database/database.js';
import { createVerifier } from '../../adapters/postgres/verification/verifier.js';
import { pspJournalOf } from '../../adapters/stripe/psp-journal.js';
import { createStripeClient } from '../../adapters/stripe/stripe-client.js';
import type { GaugeReading } from '../../adapters/telemetry/operational-routes.js';
import type { Config } from '../../config/config.js';
import type { Logger } from '../../core/shared/logger.js';
import { startVerifier } from './start-verifier.js';

/** The check of the guarantees with its adapters. */
export function composeVerifier(config: Config, { pool }: Database, logger: Logger) {
  const apiBase = config.STRIPE_API_BASE ?? null;
  const stripe = createStripeClient({ secretKey: config.STRIPE_SECRET_KEY, apiBase });
  const { stop, last } = startVerifier({
    verifier: createVerifier(pool),
    journal: pspJournalOf(stripe, apiBase),
    logger,
  });
  const gauges = (): readonly GaugeReading[] =>
    last().checks.map(({ name, found }) => ({
      name: 'splitcart_guarantee_violations',
      help: 'What breaks a guarantee, by the last check of these workers.',
      value: found,
      labels: { guarantee: name },
    }));
  return { stop, gauges };
}
