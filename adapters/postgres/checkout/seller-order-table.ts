import type { CommissionPlan } from '../../../core/catalog/commission.js';
import type { ShippingTerms } from '../../../core/catalog/shipping.js';
import type { SellerOrderStatus } from '../../../core/checkout/model/seller-order-states.js';
import type { OrderId, SellerId, SellerOrderId } from '../../../core/shared/ids.js';
import { defineTable, insertOnly, json, key, minor, orNull, text, timestamp } from '../database/table.js';

export const sellerOrderTable = defineTable('seller_order', {
  id: key(text<SellerOrderId>()),
  orderId: insertOnly(text<OrderId>()),
  sellerId: insertOnly(text<SellerId>()),
  status: text<SellerOrderStatus>(),
  subtotalMinor: insertOnly(minor()),
  shippingMinor: insertOnly(minor()),
  taxMinor: insertOnly(minor()),
  taxIncludedMinor: insertOnly(minor()),
  totalMinor: insertOnly(minor()),
  commissionMinor: insertOnly(minor()),
  /** Commission plan and shipping terms as of order placement. */
  commissionPlan: insertOnly(orNull(json<CommissionPlan>())),
  shippingTerms: insertOnly(orNull(json<ShippingTerms>())),
  shippedAt: orNull(timestamp()),
  deliveredAt: orNull(timestamp()),
  capturedMinor: minor(),
  capturedCommissionMinor: minor(),
  capturedTaxMinor: minor(),
  refundedMinor: minor(),
  refundedCommissionMinor: minor(),
  refundedTaxMinor: minor(),
});
