import type { Pool } from 'pg';

import type { PaymentOrderSummary, PaymentSummary } from '../../../core/payments/payment-summary.js';
import type { PaymentReader } from '../../../core/payments/ports.js';

const FIND = `
SELECT p.id, p.order_id AS "orderId", p.status, p.version, p.currency, p.amount_minor AS "amountMinor",
  p.authorized_minor AS "authorizedMinor", p.captured_minor AS "capturedMinor", p.refunded_minor AS "refundedMinor",
  p.capture_before AS "captureBefore",
  (SELECT coalesce(json_agg(json_build_object(
     'id', po.id, 'sellerId', po.seller_id, 'sellerOrderId', po.seller_order_id, 'status', po.status,
     'amountMinor', po.amount_minor::text, 'capturedMinor', po.captured_minor::text,
     'refundedMinor', po.refunded_minor::text, 'capturedAt', po.captured_at) ORDER BY po.id), '[]')
   FROM payment_order po WHERE po.payment_id = p.id) AS "paymentOrders"
FROM payment p WHERE p.id = $1`;

type Texts<Record, Keys extends keyof Record> = Omit<Record, Keys> & { [Key in Keys]: string };
type ShareRow = Omit<
  Texts<PaymentOrderSummary, 'amountMinor' | 'capturedMinor' | 'refundedMinor'>,
  'capturedAt'
> & {
  capturedAt: string | null;
};
type Row = Omit<
  Texts<PaymentSummary, 'amountMinor' | 'authorizedMinor' | 'capturedMinor' | 'refundedMinor'>,
  'paymentOrders'
> & { paymentOrders: readonly ShareRow[] };

/** Payments for other services, from Postgres. */
export function createPaymentReader(pool: Pool): PaymentReader {
  return {
    async find(id) {
      const { rows } = await pool.query<Row>({ name: 'payment-find', text: FIND, values: [id] });
      return rows[0] === undefined ? null : summaryOf(rows[0]);
    },
  };
}

function summaryOf({ paymentOrders, ...payment }: Row): PaymentSummary {
  return {
    ...payment,
    amountMinor: BigInt(payment.amountMinor),
    authorizedMinor: BigInt(payment.authorizedMinor),
    capturedMinor: BigInt(payment.capturedMinor),
    refundedMinor: BigInt(payment.refundedMinor),
    paymentOrders: paymentOrders.map((share) => ({
      ...share,
      amountMinor: BigInt(share.amountMinor),
      capturedMinor: BigInt(share.capturedMinor),
      refundedMinor: BigInt(share.refundedMinor),
      capturedAt: share.capturedAt === null ? null : new Date(share.capturedAt),
    })),
  };
}
