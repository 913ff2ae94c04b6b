import type { ItemId, OrderId, SellerOrderId } from '../../../core/shared/ids.js';
import { defineTable, insertOnly, int, key, minor, readOnly, text } from '../database/table.js';

export const orderLineTable = defineTable('order_line', {
  id: key(text()),
  orderId: insertOnly(text<OrderId>()),
  sellerOrderId: insertOnly(text<SellerOrderId>()),
  itemId: insertOnly(text<ItemId>()),
  sku: insertOnly(text()),
  name: insertOnly(text()),
  picture: insertOnly(text()),
  quantity: insertOnly(int()),
  /** Incremented by the statement that adds a shipment. */
  shippedUnits: readOnly(int()),
  unitPriceMinor: insertOnly(minor()),
  totalMinor: insertOnly(minor()),
  taxMinor: insertOnly(minor()),
  taxIncludedMinor: insertOnly(minor()),
  taxBps: insertOnly(int()),
});
