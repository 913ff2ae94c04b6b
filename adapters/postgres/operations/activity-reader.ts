import type { Pool } from 'pg';

import type { ActivityEntry, ActivityLog } from '../../../core/operations/activity.js';

/** The statement gets its transaction id after its snapshot was taken, so later transactions write after what it sees. */
const MARK = `
SELECT greatest((SELECT max(position) FROM state_transition), (SELECT max(position) FROM ops_activity), 0)::text AS position,
  pg_current_xact_id()::text AS transaction`;

const IS_SETTLED = 'SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS settled';

/** The same range of positions in both tables, each read by its primary key. */
const entries = (direction: 'ASC' | 'DESC') => `
SELECT e.position::text, kind, subject_id AS "subjectId", e.order_id AS "orderId", o.number AS "orderNumber", machine, from_state AS "from", to_state AS "to",
  reason, actor, actor_id AS "actorId", cause, correlation_id AS "correlationId", occurred_at AS "occurredAt"
FROM (
  (SELECT position, 'TRANSITION' AS kind, entity_id::text AS subject_id, order_id, machine, from_state, to_state, NULL AS reason, actor, actor_id, cause, correlation_id, occurred_at
   FROM state_transition WHERE position > $1 AND position <= $2 ORDER BY position ${direction} LIMIT $3)
  UNION ALL
  (SELECT position, kind, subject_id, order_id, NULL, NULL, NULL, reason, CASE kind WHEN 'OPERATOR_ACTION' THEN 'operator' ELSE 'worker' END, actor_id, cause, NULL, occurred_at
   FROM ops_activity WHERE position > $1 AND position <= $2 ORDER BY position ${direction} LIMIT $3)
) e LEFT JOIN orders o ON o.id = e.order_id
ORDER BY e.position ${direction} LIMIT $3`;
const LAST = entries('DESC');
const BETWEEN = entries('ASC');

/** The activity log in Postgres. */
export function createActivityLog(pool: Pool): ActivityLog {
  const read = async (name: string, text: string, values: unknown[]): Promise<ActivityEntry[]> =>
    (await pool.query<ActivityEntry>({ name, text, values })).rows;
  return {
    async mark() {
      const query = { name: 'activity-mark', text: MARK };
      const { rows } = await pool.query<{ position: string; transaction: string }>(query);
      if (rows[0] === undefined) throw new Error('the activity mark query returned no row');
      return rows[0];
    },
    async isSettled({ transaction }) {
      const query = { name: 'activity-settled', text: IS_SETTLED, values: [transaction] };
      return (await pool.query<{ settled: boolean }>(query)).rows[0]?.settled ?? false;
    },
    last: async ({ upTo, count }) => (await read('activity-last', LAST, ['0', upTo, count])).reverse(),
    between: ({ after, upTo, count }) => read('activity-between', BETWEEN, [after, upTo, count]),
  };
}
