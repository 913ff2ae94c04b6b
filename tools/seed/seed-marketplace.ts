import type { Pool } from 'pg';

import { newId } from '../../core/shared/ids.js';
import { demoItems } from './demo-marketplace.js';
import { demoSellers } from './demo-sellers.js';

const INSERT_SELLER = `
INSERT INTO seller (id, slug, name, tagline, accent, capture_mode, shipping_minor, commission_bps) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (slug) DO NOTHING`;

const INSERT_TERMS = `
INSERT INTO shipping_terms (seller_id, currency, letter_minor, parcel_minor, bulky_minor, free_from_minor)
SELECT s.id, 'EUR', $2, $3, $4, $5 FROM seller s WHERE s.slug = $1 ON CONFLICT DO NOTHING`;

const INSERT_PLAN = `
INSERT INTO commission_plan (seller_id, currency, bps, fixed_minor, min_minor, max_minor)
SELECT s.id, 'EUR', $2, 30, 50, 5000 FROM seller s WHERE s.slug = $1 ON CONFLICT DO NOTHING`;

const INSERT_ITEM = `
WITH placed AS (
  INSERT INTO item (id, seller_id, sku, upc, name, description, category, picture, price_minor, currency, tax_class, weight_class)
  SELECT $1, s.id, $3, $4, $5, $6, $7, $8, $9, 'EUR', $11, $12 FROM seller s WHERE s.slug = $2
  ON CONFLICT (seller_id, sku) DO NOTHING RETURNING id
)
INSERT INTO stock (item_id, on_hand) SELECT id, $10 FROM placed`;

/** Inserts missing demo sellers and items; existing stock is not reset. */
export async function seedMarketplace(pool: Pool): Promise<{ sellers: number; items: number }> {
  for (const seller of demoSellers) {
    const { slug, name, tagline, accent, captureMode, shippingMinor, commissionBps } = seller;
    await pool.query(INSERT_SELLER, [
      newId('sel'),
      slug,
      name,
      tagline,
      accent,
      captureMode,
      shippingMinor,
      commissionBps,
    ]);
    const { letterMinor, bulkyMinor, freeFromMinor } = seller;
    await pool.query(INSERT_TERMS, [slug, letterMinor, shippingMinor, bulkyMinor, freeFromMinor]);
    await pool.query(INSERT_PLAN, [slug, commissionBps]);
  }
  for (const item of interleaved()) {
    const { sellerSlug, sku, upc, name, description, category, picture, priceMinor, onHand } = item;
    const { taxClass, weightClass } = item;
    await pool.query(INSERT_ITEM, [
      newId('itm'),
      sellerSlug,
      sku,
      upc,
      name,
      description,
      category,
      picture,
      priceMinor,
      onHand,
      taxClass,
      weightClass,
    ]);
  }
  return { sellers: demoSellers.length, items: demoItems.length };
}

/** Interleaves the sellers' items, so that the first page of the shop shows every seller. */
function interleaved() {
  const bySeller = demoSellers.map(({ slug }) => demoItems.filter(({ sellerSlug }) => sellerSlug === slug));
  const longest = Math.max(...bySeller.map((items) => items.length));
  return Array.from({ length: longest }, (_, nth) =>
    bySeller.flatMap((items) => items.slice(nth, nth + 1)),
  ).flat();
}
