import type { Pool } from 'pg';

import type { PaymentReader } from '../../../core/payments/ports.js';
import { paymentOrderTable } from '../checkout/payment-order-table.js';
import { paymentTable } from '../checkout/payment-table.js';
import type { StoredRow } from '../database/table.js';
import { pick } from '../database/table.js';
import { decode } from '../database/table-rows.js';
import { members, selectList } from '../database/table-sql.js';

const payment = pick(
  paymentTable,
  'id',
  'orderId',
  'status',
  'version',
  'currency',
  'amountMinor',
  'authorizedMinor',
  'capturedMinor',
  'refundedMinor',
  'captureBefore',
);
const paymentOrder = pick(
  paymentOrderTable,
  'id',
  'sellerId',
  'sellerOrderId',
  'status',
  'amountMinor',
  'capturedMinor',
  'refundedMinor',
  'capturedAt',
);

const FIND = `
SELECT ${selectList(payment, 'p')},
  (SELECT coalesce(json_agg(json_build_object(${members(paymentOrder, 'po')}) ORDER BY po.id), '[]')
   FROM payment_order po WHERE po.payment_id = p.id) AS "paymentOrders"
FROM payment p WHERE p.id = $1`;

type Row = StoredRow<typeof payment> & Readonly<{ paymentOrders: readonly StoredRow<typeof paymentOrder>[] }>;

/** Reads payments for other services from Postgres. */
export function createPaymentReader(pool: Pool): PaymentReader {
  return {
    async find(id) {
      const { rows } = await pool.query<Row>({ name: 'payment-find', text: FIND, values: [id] });
      const [row] = rows;
      if (row === undefined) return null;
      const paymentOrders = row.paymentOrders.map((each) => decode(paymentOrder, each));
      return { ...decode(payment, row), paymentOrders };
    },
  };
}
