import { defineEntity, p } from '@mikro-orm/core';

import { weightClasses } from '../../../core/catalog/shipping.js';
import { taxClasses } from '../../../core/catalog/tax.js';
import type { ItemId, SellerId } from '../../../core/shared/ids.js';

/** Maps the seller table; money is bigint, never a number. */
export const SellerEntity = defineEntity({
  name: 'Seller',
  tableName: 'seller',
  properties: {
    id: p.text().$type<SellerId>().primary(),
    slug: p.text(),
    name: p.text(),
    tagline: p.text(),
    accent: p.text(),
    captureMode: p.enum(['AUTOMATIC', 'ON_SHIPMENT'] as const),
    shippingMinor: p.bigint('bigint'),
    commissionBps: p.integer(),
    version: p.integer(),
  },
});

/** Maps the item table without its stock. */
export const ItemEntity = defineEntity({
  name: 'Item',
  tableName: 'item',
  properties: {
    id: p.text().$type<ItemId>().primary(),
    sellerId: p.text().$type<SellerId>(),
    sku: p.text(),
    upc: p.text().nullable(),
    name: p.text(),
    description: p.text(),
    category: p.text(),
    picture: p.text(),
    priceMinor: p.bigint('bigint'),
    currency: p.text(),
    taxClass: p.enum(taxClasses),
    weightClass: p.enum(weightClasses),
    active: p.boolean(),
    version: p.integer(),
    stock: () => p.oneToOne(StockEntity).mappedBy('item').ref(),
  },
});

/** Maps the stock table: units on hand, reserved and sold of one item. */
export const StockEntity = defineEntity({
  name: 'Stock',
  tableName: 'stock',
  properties: {
    item: () => p.oneToOne(ItemEntity).primary().ref().fieldName('item_id').inversedBy('stock'),
    onHand: p.integer(),
    reserved: p.integer(),
    sold: p.integer(),
  },
});
