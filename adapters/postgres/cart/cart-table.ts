import type { AccountId, CartId, OrderId } from '../../../core/shared/ids.js';
import { defineTable, insertOnly, int, key, orNull, readOnly, text } from '../database/table.js';

export const cartTable = defineTable('cart', {
  id: key(text<CartId>()),
  tokenHash: insertOnly(orNull(text())),
  accountId: insertOnly(orNull(text<AccountId>())),
  currency: text(),
  destination: text(),
  version: readOnly(int()),
  orderId: readOnly(orNull(text<OrderId>())),
});
