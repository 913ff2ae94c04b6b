import type { Pool } from 'pg';

import type { OverdueDeliveries } from '../../../core/fulfilment/ports.js';
import type { OrderId, SellerOrderId } from '../../../core/shared/ids.js';

const OVERDUE = `
SELECT order_id AS "orderId", id AS "sellerOrderId" FROM seller_order
WHERE status = 'SHIPPED' AND shipped_at <= now() - make_interval(days => $1)
ORDER BY shipped_at LIMIT $2`;

/** Finds seller orders shipped too long ago, through an index of those in transit. */
export function createOverdueDeliveryStore(pool: Pool): OverdueDeliveries {
  return {
    async list({ afterDays, limit }) {
      const query = { name: 'deliveries-overdue', text: OVERDUE, values: [afterDays, limit] };
      return (await pool.query<{ orderId: OrderId; sellerOrderId: SellerOrderId }>(query)).rows;
    },
  };
}
