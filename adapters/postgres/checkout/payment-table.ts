import type {
  CaptureStrategy,
  AuthorizationState,
  PlanReason,
} from '../../../core/checkout/model/checkout-payment.js';
import type { PaymentStatus } from '../../../core/checkout/model/payment-states.js';
import type { OrderId, PaymentId } from '../../../core/shared/ids.js';
import {
  defineTable,
  given,
  insertOnly,
  int,
  json,
  key,
  minor,
  orNull,
  readOnly,
  text,
  timestamp,
  named,
} from '../database/table.js';

export const paymentTable = defineTable('payment', {
  id: key(text<PaymentId>()),
  orderId: insertOnly(text<OrderId>()),
  status: text<PaymentStatus>(),
  currency: insertOnly(text()),
  amountMinor: insertOnly(minor()),
  authorizedMinor: minor(),
  capturedMinor: minor(),
  refundedMinor: minor(),
  captureStrategy: orNull(text<CaptureStrategy>()),
  strategyReason: orNull(json<PlanReason>()),
  captureBefore: orNull(timestamp()),
  authorization: named('authorization_state', orNull(text<AuthorizationState>())),
  expiryActedAt: orNull(timestamp()),
  planReasons: json<readonly PlanReason[]>(),
  version: readOnly(int()),
  /** Number of events that a decision emits. */
  events: given(int()),
  eventSequence: readOnly(int()),
});
