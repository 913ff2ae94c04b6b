import type { AccountId, OrderId, SellerOrderId, ShipmentId } from '../../../core/shared/ids.js';
import { defineTable, insertOnly, key, minor, readOnly, text, timestamp } from '../database/table.js';

export const shipmentTable = defineTable('shipment', {
  id: key(text<ShipmentId>()),
  orderId: insertOnly(text<OrderId>()),
  sellerOrderId: insertOnly(text<SellerOrderId>()),
  carrier: insertOnly(text()),
  trackingNumber: insertOnly(text()),
  amountMinor: insertOnly(minor()),
  accountId: insertOnly(text<AccountId>()),
  shippedAt: readOnly(timestamp()),
});
