import type { SellerId } from '../../../core/shared/ids.js';
import { defineTable, key, minor, readOnly, text, timestamp } from '../database/table.js';

export const sellerBalanceTable = defineTable('seller_balance', {
  sellerId: key(text<SellerId>()),
  currency: key(text()),
  pendingMinor: minor(),
  availableMinor: minor(),
  updatedAt: readOnly(timestamp()),
});
