import type { PoolClient } from 'pg';

/** An order whose money is held, as the fulfilment service keeps it. */
export type ConfirmedOrder = Readonly<{
  orderId: string;
  orderNumber: string;
  eventId: string;
  sequence: number;
  sellerCount: number;
  confirmedAt: Date;
}>;

/** Adds the order to the fulfilment list inside the consumer's transaction. A second confirmation of one order violates the primary key. */
export async function insertFulfilmentOrder(tx: PoolClient, order: ConfirmedOrder): Promise<void> {
  await tx.query(INSERT, [
    order.orderId,
    order.orderNumber,
    order.eventId,
    order.sequence,
    order.sellerCount,
    order.confirmedAt,
  ]);
}

const INSERT = `
INSERT INTO fulfilment_order (order_id, order_number, event_id, sequence, seller_count, confirmed_at)
VALUES ($1, $2, $3, $4, $5, $6)`;
