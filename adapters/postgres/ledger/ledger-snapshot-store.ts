import type { Pool } from 'pg';

import type { LedgerSnapshots } from '../../../core/ledger/ports.js';

/**
 * Adds the postings since the last snapshot to its sums, up to the start of yesterday (UTC). One statement writes all
 * accounts, so the newest snapshot is always complete. A day without postings gets no snapshot.
 */
const TAKE = `
WITH day AS (
  SELECT date_trunc('day', now(), 'UTC') - interval '1 day' AS through
), last AS (
  SELECT coalesce(max(through), '-infinity') AS through FROM ledger_snapshot
), since AS (
  SELECT account, currency, sum(amount_minor) FILTER (WHERE side = 'DR') AS debit, sum(amount_minor) FILTER (WHERE side = 'CR') AS credit
  FROM ledger_posting, day, last WHERE posted_at >= last.through AND posted_at < day.through GROUP BY account, currency
), summed AS (
  SELECT account, currency, sum(debit) AS debit, sum(credit) AS credit FROM (
    SELECT account, currency, debit, credit FROM since
    UNION ALL SELECT account, currency, debit_minor, credit_minor FROM ledger_snapshot JOIN last USING (through)
  ) parts GROUP BY account, currency
)
INSERT INTO ledger_snapshot (through, account, currency, debit_minor, credit_minor)
SELECT day.through, account, currency, coalesce(debit, 0), coalesce(credit, 0) FROM summed, day, last
WHERE day.through > last.through AND EXISTS (SELECT FROM since)
ON CONFLICT DO NOTHING`;

/** The snapshots of the ledger in Postgres. */
export function createLedgerSnapshotStore(pool: Pool): LedgerSnapshots {
  return {
    async take() {
      const { rowCount } = await pool.query({ name: 'ledger-snapshot-take', text: TAKE });
      return rowCount ?? 0;
    },
  };
}
