import type { Pool } from 'pg';

import { newId } from '../../../core/shared/ids.js';

/** A small marketplace: orders sometimes contend for the same rows, but do not queue for three of them. */
const SELLERS = 50;
const ITEMS_PER_SELLER = 20;

const INSERT_SELLERS = `
INSERT INTO seller (id, slug, name, tagline, accent, capture_mode, shipping_minor, commission_bps)
SELECT id, 'bench-' || nth, 'Bench ' || nth, '', 'clay', 'AUTOMATIC', 490, 1000 FROM unnest($1::text[]) WITH ORDINALITY AS s (id, nth)`;

const INSERT_TERMS = `
WITH shipped AS (
  INSERT INTO shipping_terms (seller_id, currency, letter_minor, parcel_minor, bulky_minor, free_from_minor)
  SELECT id, 'EUR', 290, 490, 1900, 1000000 FROM unnest($1::text[]) AS s (id)
)
INSERT INTO commission_plan (seller_id, currency, bps, fixed_minor, min_minor, max_minor)
SELECT id, 'EUR', 1000, 30, 50, 5000 FROM unnest($1::text[]) AS s (id)`;

const INSERT_ITEMS = `
WITH placed AS (
  INSERT INTO item (id, seller_id, sku, name, description, category, picture, price_minor, currency)
  SELECT id, ($2::text[])[1 + (nth - 1) / ${ITEMS_PER_SELLER}], 'BENCH-' || nth, 'Bowl ' || nth, '', 'Bench', 'bud-vase', 1000 + nth, 'EUR'
  FROM unnest($1::text[]) WITH ORDINALITY AS i (id, nth) RETURNING id
)
INSERT INTO stock (item_id, on_hand) SELECT id, 1000000 FROM placed`;

/** Sellers with automatic capture and stock that outlasts every bench. */
export async function seedSellers(pool: Pool): Promise<void> {
  const sellers = Array.from({ length: SELLERS }, () => newId('sel'));
  const items = Array.from({ length: SELLERS * ITEMS_PER_SELLER }, () => newId('itm'));
  await pool.query(INSERT_SELLERS, [sellers]);
  await pool.query(INSERT_TERMS, [sellers]);
  await pool.query(INSERT_ITEMS, [items, sellers]);
  await pool.query('ANALYZE');
}

/** Item ids by seller, as the API expects them. */
export async function itemsBySeller(pool: Pool): Promise<readonly (readonly string[])[]> {
  const { rows } = await pool.query<{ items: string[] }>(
    `SELECT array_agg(i.id::text ORDER BY i.id) AS items FROM item i JOIN seller s ON s.id = i.seller_id
     WHERE s.slug LIKE 'bench-%' GROUP BY s.id ORDER BY s.id`,
  );
  return rows.map(({ items }) => items);
}
