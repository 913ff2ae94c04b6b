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
  /** Changes by a statement of its own, when its buyer signs in. */
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
  /** How many events a decision adds to the sequence. */
  events: given(int()),
  eventSequence: readOnly(int()),
});
