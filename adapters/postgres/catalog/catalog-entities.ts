import { defineEntity, p } from '@mikro-orm/core';

import { refundPolicies, taxRemitters } from '../../../core/catalog/commission.js';
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
    version: p.integer().version(),
    shippingTerms: () => p.oneToMany(ShippingTermsEntity).mappedBy('seller'),
    commissionPlans: () => p.oneToMany(CommissionPlanEntity).mappedBy('seller'),
  },
});

/** Maps the shipping_terms table: a seller's shipping prices in one currency. */
export const ShippingTermsEntity = defineEntity({
  name: 'ShippingTerms',
  tableName: 'shipping_terms',
  properties: {
    seller: () => p.manyToOne(SellerEntity).primary(),
    currency: p.text().primary(),
    letterMinor: p.bigint('bigint'),
    parcelMinor: p.bigint('bigint'),
    bulkyMinor: p.bigint('bigint'),
    freeFromMinor: p.bigint('bigint').nullable(),
    version: p.integer().version(),
  },
});

/** Maps the commission_plan table: the platform's commission on a seller's sales in one currency. */
export const CommissionPlanEntity = defineEntity({
  name: 'CommissionPlan',
  tableName: 'commission_plan',
  properties: {
    seller: () => p.manyToOne(SellerEntity).primary(),
    currency: p.text().primary(),
    bps: p.integer(),
    fixedMinor: p.bigint('bigint').defaultRaw('0'),
    minMinor: p.bigint('bigint').defaultRaw('0'),
    maxMinor: p.bigint('bigint').nullable(),
    refundPolicy: p.enum(refundPolicies).default('COMMISSION_RETURNED'),
    taxRemittedBy: p.enum(taxRemitters).default('PLATFORM'),
    version: p.integer().version(),
  },
});

/** Maps the item table, without stock. */
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
    taxClass: p.enum(taxClasses).default('STANDARD'),
    weightClass: p.enum(weightClasses).default('PARCEL'),
    active: p.boolean().default(true),
    version: p.integer().version(),
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
    reserved: p.integer().default(0),
    sold: p.integer().default(0),
  },
});
