import type { RefundedUnits, RefundReason } from '../../../core/checkout/model/refund.js';
import type { RefundStatus } from '../../../core/checkout/model/refund-states.js';
import type { OrderId, PaymentId, PaymentOrderId, RefundId } from '../../../core/shared/ids.js';
import {
  computed,
  defineTable,
  insertOnly,
  json,
  key,
  minor,
  orNull,
  text,
  timestamp,
} from '../database/table.js';

export const refundTable = defineTable('refund', {
  id: key(text<RefundId>()),
  paymentOrderId: insertOnly(text<PaymentOrderId>()),
  paymentId: insertOnly(text<PaymentId>()),
  orderId: insertOnly(text<OrderId>()),
  status: text<RefundStatus>(),
  amountMinor: insertOnly(minor()),
  reason: insertOnly(text<RefundReason>()),
  units: insertOnly(json<readonly RefundedUnits[]>()),
  note: insertOnly(text()),
  pspRefundId: orNull(text()),
  failureMessage: orNull(text()),
  decidedAt: computed(orNull(timestamp()), {
    update: `CASE WHEN excluded.status IN ('SUCCEEDED', 'FAILED') THEN now() END`,
  }),
});
