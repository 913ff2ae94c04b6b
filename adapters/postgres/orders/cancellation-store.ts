import type { OrderCancellations } from '../../../core/orders/ports.js';
import type { OrderId, SellerOrderId } from '../../../core/shared/ids.js';
import type { Tx } from '../../../core/shared/transaction.js';
import { clientOf } from '../database/pg-transaction.js';

const ADD = 'INSERT INTO order_cancellation (order_id, reason, note, canceled_by) VALUES ($1, $2, $3, $4)';

const SHIPPED = `
SELECT so.id FROM seller_order so WHERE so.order_id = $1 AND EXISTS (SELECT FROM shipment s WHERE s.seller_order_id = so.id) ORDER BY so.id`;

/** Cancellations in Postgres. */
export function createCancellationStore(): OrderCancellations {
  return {
    async shipped(tx: Tx, orderId: OrderId) {
      const query = { name: 'cancellation-shipped', text: SHIPPED, values: [orderId] };
      const { rows } = await clientOf(tx).query<{ id: SellerOrderId }>(query);
      return rows.map(({ id }) => id);
    },
    async add(tx, { orderId, reason, note, by }) {
      await clientOf(tx).query({ name: 'cancellation-add', text: ADD, values: [orderId, reason, note, by] });
    },
  };
}
