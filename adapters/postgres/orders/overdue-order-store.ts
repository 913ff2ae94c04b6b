import type { Pool } from 'pg';

import type { OverdueOrders } from '../../../core/orders/ports.js';
import type { OrderId } from '../../../core/shared/ids.js';

/** An order whose bank is being asked is not overdue: it would be looked at again and again, and kept. */
const OVERDUE = `
SELECT o.id FROM orders o
WHERE o.status = 'PENDING_PAYMENT' AND o.expires_at <= now()
  AND NOT EXISTS (
    SELECT FROM payment p JOIN payment_intent i ON i.payment_id = p.id WHERE p.order_id = o.id AND i.status = 'PENDING_AUTH')
ORDER BY o.expires_at LIMIT $1`;

/** Finds unpaid orders whose time is over, by the database's clock. */
export function createOverdueOrderStore(pool: Pool): OverdueOrders {
  return {
    async list(limit) {
      const query = { name: 'orders-overdue', text: OVERDUE, values: [limit] };
      const { rows } = await pool.query<{ id: OrderId }>(query);
      return rows.map(({ id }) => id);
    },
  };
}
