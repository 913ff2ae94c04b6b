import type { PoolClient } from 'pg';

import type { FulfilmentList } from '../../../core/fulfilment/confirmed-order.js';

/** The list of confirmed orders in Postgres; a second confirmation of an order violates the primary key. */
export const fulfilmentList: FulfilmentList<PoolClient> = {
  async add(tx, { orderId, orderNumber, eventId, sequence, sellerCount, confirmedAt }) {
    await tx.query(INSERT, [orderId, orderNumber, eventId, sequence, sellerCount, confirmedAt]);
  },
  async cancel(tx, { orderId, canceledAt }) {
    const { rowCount } = await tx.query(CANCEL, [orderId, canceledAt]);
    return rowCount === 1;
  },
};

const CANCEL = 'UPDATE fulfilment_order SET canceled_at = $2 WHERE order_id = $1';

const INSERT = `
INSERT INTO fulfilment_order (order_id, order_number, event_id, sequence, seller_count, confirmed_at)
VALUES ($1, $2, $3, $4, $5, $6)`;
