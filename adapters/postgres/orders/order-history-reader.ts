import type { Pool } from 'pg';

import type { HistoryEntry, OrderHistories } from '../../../core/orders/order-history.js';
import { omit } from '../database/table.js';
import { selectList } from '../database/table-sql.js';
import { stateTransitionTable } from './state-transition-table.js';

const entry = omit(stateTransitionTable, 'actorId', 'cause', 'correlationId');

const FIND_MANY = `
SELECT t.* FROM unnest($1::text[]) AS wanted (order_id) CROSS JOIN LATERAL (
  SELECT ${selectList(entry, 'state_transition')},
    CASE WHEN $2 THEN actor_id END AS "actorId", CASE WHEN $2 THEN cause END AS cause, CASE WHEN $2 THEN correlation_id END AS "correlationId"
  FROM state_transition
  WHERE state_transition.order_id = wanted.order_id AND position > $3 AND ($2 OR machine <> 'PaymentIntent')
  ORDER BY state_transition.position LIMIT $4
) t`;

const PLACE = /^\d{1,18}$/;

/** Histories of orders in Postgres. */
export function createOrderHistoryReader(pool: Pool): OrderHistories {
  return {
    async findMany({ orderIds, isFull, first, after }) {
      const position = after !== null && PLACE.test(after) ? after : '0';
      const values = [orderIds, isFull, position, first + 1];
      const query = { name: 'order-histories', text: FIND_MANY, values };
      const { rows } = await pool.query<HistoryEntry & { orderId: string }>(query);
      const byOrder = new Map<string, HistoryEntry[]>();
      for (const { orderId, ...each } of rows) {
        const entries = byOrder.get(orderId) ?? [];
        byOrder.set(orderId, entries);
        entries.push(each);
      }
      return byOrder;
    },
  };
}
