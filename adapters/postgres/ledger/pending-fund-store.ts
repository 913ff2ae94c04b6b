import type { Pool } from 'pg';

import type { PendingFunds } from '../../../core/ledger/ports.js';
import { newId } from '../../../core/shared/ids.js';
import { changeBalances, MOVE_BALANCES } from './ledger-write.js';

/** Matures one currency per seller, so that a statement emits one event per seller; another one is left for the next run. */
const MATURE = `
WITH due AS (
  SELECT entry_id, seller_id, currency FROM pending_fund WHERE available_at <= now() ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
), chosen AS (
  SELECT seller_id, min(currency) AS currency FROM due GROUP BY seller_id
), taken AS (
  DELETE FROM pending_fund f USING due d JOIN chosen c USING (seller_id, currency)
  WHERE f.entry_id = d.entry_id AND f.seller_id = d.seller_id RETURNING f.seller_id, f.currency, f.amount_minor
), summed AS (
  SELECT seller_id, currency, sum(amount_minor)::bigint AS amount, row_number() OVER (ORDER BY seller_id) AS nth FROM taken GROUP BY seller_id, currency
), changes AS MATERIALIZED (
  SELECT nth, seller_id, currency, -amount AS pending, amount AS available, ($2::text[])[nth] AS event_id, NULL AS order_id FROM summed
), ${changeBalances(MOVE_BALANCES)}
SELECT count(*)::int AS matured FROM taken`;

/** Pending funds in Postgres. */
export function createPendingFundStore(pool: Pool): PendingFunds {
  return {
    async mature(limit) {
      const eventIds = Array.from({ length: limit }, () => newId('evt'));
      const query = { name: 'pending-funds-mature', text: MATURE, values: [limit, eventIds] };
      const { rows } = await pool.query<{ matured: number }>(query);
      return rows[0]?.matured ?? 0;
    },
  };
}
