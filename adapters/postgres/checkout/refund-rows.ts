import type { CheckoutRefund } from '../../../core/checkout/model/refund.js';
import type { OrderId, PaymentId } from '../../../core/shared/ids.js';
import { toJson } from '../database/json.js';

/** The refunds of the payment `p` as one JSON value; amounts are text, because JSON numbers lose large ones. */
export const REFUNDS = `(SELECT coalesce(json_agg(json_build_object(
     'id', r.id, 'paymentOrderId', r.payment_order_id, 'status', r.status, 'amountMinor', r.amount_minor::text, 'reason', r.reason,
     'note', r.note, 'pspRefundId', r.psp_refund_id, 'failureMessage', r.failure_message
   ) ORDER BY r.id), '[]') FROM refund r WHERE r.payment_id = p.id)`;

export type RefundRow = Omit<CheckoutRefund, 'amountMinor'> & Readonly<{ amountMinor: string }>;

export function refundFrom(row: RefundRow): CheckoutRefund {
  return { ...row, amountMinor: BigInt(row.amountMinor) };
}

/** Writes refunds, new ones and changed ones, as a part of a larger statement. */
export function saveRefunds(refunds: string): string {
  return `refunded AS (
  INSERT INTO refund (id, payment_order_id, payment_id, order_id, status, amount_minor, reason, note, psp_refund_id, failure_message)
  SELECT id, payment_order_id, payment_id, order_id, status, amount, reason, note, psp_refund_id, failure_message
  FROM jsonb_to_recordset(${refunds}) AS r (id text, payment_order_id text, payment_id text, order_id text, status text, amount bigint, reason text, note text, psp_refund_id text, failure_message text)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, psp_refund_id = excluded.psp_refund_id, failure_message = excluded.failure_message,
    decided_at = CASE WHEN excluded.status IN ('SUCCEEDED', 'FAILED') THEN now() END
)`;
}

/** The parameter of `saveRefunds`. */
export function refundsJson(
  changed: readonly (CheckoutRefund & { orderId: OrderId; paymentId: PaymentId })[],
): string {
  return toJson(
    changed.map((refund) => ({
      id: refund.id,
      payment_order_id: refund.paymentOrderId,
      payment_id: refund.paymentId,
      order_id: refund.orderId,
      status: refund.status,
      amount: refund.amountMinor,
      reason: refund.reason,
      note: refund.note,
      psp_refund_id: refund.pspRefundId,
      failure_message: refund.failureMessage,
    })),
  );
}
