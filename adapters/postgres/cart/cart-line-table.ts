import type { CartId, ItemId } from '../../../core/shared/ids.js';
import { defineTable, int, key, readOnly, text, timestamp } from '../database/table.js';

export const cartLineTable = defineTable('cart_line', {
  cartId: key(text<CartId>()),
  itemId: key(text<ItemId>()),
  quantity: int(),
  addedAt: readOnly(timestamp()),
});
