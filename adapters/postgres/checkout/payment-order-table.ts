import type { PaymentOrderStatus } from '../../../core/checkout/model/payment-order-states.js';
import type {
  OrderId,
  PaymentId,
  PaymentOrderId,
  SellerId,
  SellerOrderId,
} from '../../../core/shared/ids.js';
import {
  boolean,
  computed,
  defineTable,
  given,
  insertOnly,
  int,
  key,
  minor,
  orNull,
  text,
  timestamp,
} from '../database/table.js';

export const paymentOrderTable = defineTable('payment_order', {
  id: key(text<PaymentOrderId>()),
  paymentId: insertOnly(text<PaymentId>()),
  orderId: insertOnly(text<OrderId>()),
  sellerOrderId: insertOnly(text<SellerOrderId>()),
  sellerId: insertOnly(text<SellerId>()),
  status: text<PaymentOrderStatus>(),
  amountMinor: minor(),
  capturedMinor: minor(),
  refundedMinor: minor(),
  attempts: int(),
  failureMessage: orNull(text()),
  nextAttemptInMs: given(orNull(int())),
  nextAttemptAt: computed(orNull(timestamp()), {
    insert: `now() + next_attempt_in_ms * interval '1 millisecond'`,
  }),
  /** Time of the first capture; later captures and refunds do not change it. */
  capturedAt: computed(orNull(timestamp()), {
    insert: 'CASE WHEN captured_minor > 0 THEN now() END',
    update: 'coalesce(payment_order.captured_at, excluded.captured_at)',
  }),
  captureDue: boolean(),
  captureNumber: int(),
  refundingMinor: minor(),
});
