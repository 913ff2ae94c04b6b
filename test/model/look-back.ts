import { openDatabase } from '../../adapters/postgres/database/database.js';
import { openStores } from '../../adapters/postgres/open-stores.js';
import type { PspMovement } from '../../core/verification/ports.js';
import type { TestDatabase } from '../harness/database.js';

/** The state of a world after all of its stories. */
export type LookBack = Readonly<{
  /** Guarantee violations in the whole database, each with its row. */
  violations: readonly string[];
  /** Rows per final state, e.g. `order CANCELED`. */
  reached: ReadonlyMap<string, number>;
}>;

const REACHED = `
SELECT what, count(*)::int AS times FROM (
  SELECT 'order ' || status AS what FROM orders
  UNION ALL SELECT capture_strategy || ' ' || status FROM payment WHERE capture_strategy IS NOT NULL
  UNION ALL SELECT 'paymentOrder ' || status FROM payment_order
  UNION ALL SELECT 'sellerOrder ' || status FROM seller_order
  UNION ALL SELECT 'intent ' || status FROM payment_intent
  UNION ALL SELECT 'refund ' || status FROM refund
  UNION ALL SELECT 'step ' || kind || ' ' || state FROM psp_step
  UNION ALL SELECT 'step retried' FROM psp_step WHERE attempt > 1
  UNION ALL SELECT 'webhook PARKED' FROM webhook_event WHERE parked_at IS NOT NULL) AS all_of_it
GROUP BY what ORDER BY what`;

/** Runs the full check of `npm run verify` as the servers' database user, and counts the states reached. */
export async function lookBack(database: TestDatabase, movements: readonly PspMovement[]): Promise<LookBack> {
  const opened = await openDatabase({ url: database.url, poolMax: 1, applicationName: 'splitcart-model' });
  try {
    const { checks } = await openStores(opened).verifier.verify({
      async *pages() {
        yield movements;
      },
    });
    const { rows } = await opened.pool.query<{ what: string; times: number }>(REACHED);
    return {
      violations: checks.flatMap(({ name, violations }) =>
        violations.map(({ subject, what }) => `${name} ${subject}: ${what}`),
      ),
      reached: new Map(rows.map(({ what, times }) => [what, times])),
    };
  } finally {
    await opened.close();
  }
}
