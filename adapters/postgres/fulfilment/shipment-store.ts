import type { Pool } from 'pg';

import type { ShippableLine } from '../../../core/fulfilment/plan-shipment.js';
import type { Shipments } from '../../../core/fulfilment/ports.js';
import type { OrderId, SellerId } from '../../../core/shared/ids.js';
import { toJson } from '../database/json.js';
import { clientOf } from '../database/pg-transaction.js';
import { insertValues } from '../database/table-sql.js';
import { shipmentTable } from './shipment-table.js';

const FIND = 'SELECT order_id AS "orderId", seller_id AS "sellerId" FROM seller_order WHERE id = $1';

const LINES = `
SELECT id, quantity, shipped_units AS "shippedUnits", (total_minor + tax_minor)::text AS "grossMinor"
FROM order_line WHERE seller_order_id = $1 ORDER BY id`;

/** A line with too few units left is skipped; the caller detects it by the number of lines written. */
const ADD = `
WITH made AS (
  ${insertValues(shipmentTable, {
    ...{ id: '$1', orderId: '$2', sellerOrderId: '$3', carrier: '$4', trackingNumber: '$5' },
    ...{ amountMinor: '$6', accountId: '$7' },
  })}
), counted AS (
  UPDATE order_line l SET shipped_units = l.shipped_units + r.quantity
  FROM jsonb_to_recordset($8) AS r ("orderLineId" text, quantity int)
  WHERE l.id = r."orderLineId" AND l.seller_order_id = $3 AND l.shipped_units + r.quantity <= l.quantity
  RETURNING l.id, r.quantity
)
INSERT INTO shipment_line (shipment_id, order_line_id, quantity) SELECT $1, id, quantity FROM counted`;

/** Shipments in Postgres. */
export function createShipmentStore(pool: Pool): Shipments {
  return {
    async find(id) {
      const query = { name: 'shipment-find-seller-order', text: FIND, values: [id] };
      const { rows } = await pool.query<{ orderId: OrderId; sellerId: SellerId }>(query);
      return rows[0] ?? null;
    },
    async lines(tx, id) {
      const query = { name: 'shipment-lines', text: LINES, values: [id] };
      const { rows } = await clientOf(tx).query<ShippableLine & { grossMinor: string }>(query);
      return rows.map((line) => ({ ...line, grossMinor: BigInt(line.grossMinor) }));
    },
    async add(tx, { id, orderId, sellerOrderId, carrier, trackingNumber, amountMinor, accountId, lines }) {
      const parcel = [id, orderId, sellerOrderId, carrier, trackingNumber, amountMinor, accountId];
      const query = { name: 'shipment-add', text: ADD, values: [...parcel, toJson(lines)] };
      const { rowCount } = await clientOf(tx).query(query);
      if (rowCount !== lines.length)
        throw new Error(`${sellerOrderId} has fewer units left than ${id} ships`);
    },
  };
}
