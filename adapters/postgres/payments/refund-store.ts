import type { Pool } from 'pg';

import type { Refunds } from '../../../core/payments/ports.js';
import type { OrderId, SellerId, SellerOrderId } from '../../../core/shared/ids.js';
import { clientOf } from '../database/pg-transaction.js';

const FIND = `
SELECT order_id AS "orderId", seller_id AS "sellerId", seller_order_id AS "sellerOrderId" FROM payment_order WHERE id = $1`;

const LINES = `
SELECT id, quantity, (total_minor + tax_minor)::text AS "grossMinor" FROM order_line WHERE seller_order_id = $1 ORDER BY id`;

/** Reads what refunds need beyond the checkout, from Postgres. */
export function createRefundStore(pool: Pool): Refunds {
  return {
    async find(id) {
      const query = { name: 'refund-find-payment-order', text: FIND, values: [id] };
      const { rows } = await pool.query<{
        orderId: OrderId;
        sellerId: SellerId;
        sellerOrderId: SellerOrderId;
      }>(query);
      return rows[0] ?? null;
    },
    async lines(tx, id) {
      const query = { name: 'refund-lines', text: LINES, values: [id] };
      const { rows } = await clientOf(tx).query<{ id: string; quantity: number; grossMinor: string }>(query);
      return rows.map((line) => ({ ...line, grossMinor: BigInt(line.grossMinor) }));
    },
  };
}
