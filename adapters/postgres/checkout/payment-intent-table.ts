import type { IntentAuthorization } from '../../../core/checkout/model/intent-authorization.js';
import type { PaymentIntentStatus } from '../../../core/checkout/model/payment-intent-states.js';
import type { PspAction } from '../../../core/checkout/model/checkout-psp.js';
import type { OrderId, PaymentId, PaymentIntentId, SellerOrderId } from '../../../core/shared/ids.js';
import {
  boolean,
  defineTable,
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

export const paymentIntentTable = defineTable('payment_intent', {
  id: key(text<PaymentIntentId>()),
  paymentId: insertOnly(text<PaymentId>()),
  orderId: insertOnly(text<OrderId>()),
  attempt: insertOnly(int()),
  sellerOrderId: insertOnly(orNull(text<SellerOrderId>())),
  primaryIntentId: insertOnly(orNull(text<PaymentIntentId>())),
  status: text<PaymentIntentStatus>(),
  amountMinor: insertOnly(minor()),
  pspIntentId: orNull(text()),
  clientSecret: orNull(text()),
  declineCode: orNull(text()),
  declineMessage: orNull(text()),
  nextAction: orNull(json<PspAction>()),
  authorization: named('authorization_state', orNull(text<IntentAuthorization['state']>())),
  multicapture: boolean(),
  captureBefore: orNull(timestamp()),
  createdAt: readOnly(timestamp()),
});
