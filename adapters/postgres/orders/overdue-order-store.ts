import type { Pool } from 'pg';

import type { OverdueOrders } from '../../../core/orders/ports.js';
import type { OrderId } from '../../../core/shared/ids.js';

/** Orders with an authorization in progress are left out: they may not expire, and would be polled in vain. */
const OVERDUE = `
SELECT o.id FROM orders o
WHERE o.status = 'PENDING_PAYMENT' AND o.expires_at <= now()
  AND NOT EXISTS (
    SELECT FROM payment p JOIN payment_intent i ON i.payment_id = p.id WHERE p.order_id = o.id AND i.status = 'PENDING_AUTH')
ORDER BY o.expires_at LIMIT $1`;

/** Finds expired unpaid orders, by the database's clock. */
export function createOverdueOrderStore(pool: Pool): OverdueOrders {
  return {
    async list(limit) {
      const query = { name: 'orders-overdue', text: OVERDUE, values: [limit] };
      const { rows } = await pool.query<{ id: OrderId }>(query);
      return rows.map(({ id }) => id);
    },
  };
}
