import type { OrderStatus } from '../../../core/checkout/model/order-states.js';
import type { Address } from '../../../core/orders/address.js';
import type { AccountId, CartId, OrderId } from '../../../core/shared/ids.js';
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
} from '../database/table.js';

export const ordersTable = defineTable('orders', {
  id: key(text<OrderId>()),
  number: insertOnly(text()),
  status: text<OrderStatus>(),
  version: readOnly(int()),
  cartId: insertOnly(orNull(text<CartId>())),
  tokenHash: insertOnly(text()),
  /** Set by a separate statement when its shopper signs in. */
  accountId: insertOnly(orNull(text<AccountId>())),
  email: insertOnly(text()),
  shipTo: insertOnly(json<Address>()),
  currency: insertOnly(text()),
  subtotalMinor: insertOnly(minor()),
  shippingMinor: insertOnly(minor()),
  taxMinor: insertOnly(minor()),
  taxIncludedMinor: insertOnly(minor()),
  totalMinor: insertOnly(minor()),
  placedAt: readOnly(timestamp()),
  expiresAt: timestamp(),
  /** Number of events that a decision emits. */
  events: given(int()),
  eventSequence: readOnly(int()),
});
