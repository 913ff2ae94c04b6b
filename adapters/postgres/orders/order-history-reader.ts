import type { Pool } from 'pg';

import type { HistoryEntry, OrderHistories } from '../../../core/orders/order-history.js';

const FIND_MANY = `
SELECT t.* FROM unnest($1::text[]) AS wanted (order_id) CROSS JOIN LATERAL (
  SELECT order_id, position::text, machine, entity_id AS "entityId", from_state AS "from", to_state AS "to", actor, occurred_at AS "occurredAt",
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
      const { rows } = await pool.query<HistoryEntry & { order_id: string }>(query);
      const byOrder = new Map<string, HistoryEntry[]>();
      for (const { order_id: orderId, ...entry } of rows) {
        const entries = byOrder.get(orderId) ?? [];
        byOrder.set(orderId, entries);
        entries.push(entry);
      }
      return byOrder;
    },
  };
}
