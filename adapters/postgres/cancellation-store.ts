import type { OrderCancellations } from '../../core/orders/ports.js';
import { clientOf } from './pg-transaction.js';

const ADD = 'INSERT INTO order_cancellation (order_id, reason, note, canceled_by) VALUES ($1, $2, $3, $4)';

/** Reasons of cancellations in Postgres. */
export function createCancellationStore(): OrderCancellations {
  return {
    async add(tx, { orderId, reason, note, by }) {
      await clientOf(tx).query({ name: 'cancellation-add', text: ADD, values: [orderId, reason, note, by] });
    },
  };
}
