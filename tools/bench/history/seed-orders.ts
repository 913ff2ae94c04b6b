import type { Pool } from 'pg';

import { MONEY_ROWS } from './money-rows.js';

/** The number of accounts that own the orders. */
export const BENCH_ACCOUNTS = 50;

/** The oldest orders, in the small and the large history alike, are still to ship. */
const STILL_TO_SHIP = 200;

const ACCOUNTS = `
INSERT INTO account (id, email, display_name, password_hash, role)
SELECT pg_temp.bench_id('acc', n), 'bench-' || n || '@example.com', 'Bench', 'x', 'SHOPPER' FROM generate_series(1, ${BENCH_ACCOUNTS}) n`;

/** A seller with few, old orders; the others have orders throughout the history. */
const SMALL_SELLER = `
WITH small AS (
  INSERT INTO seller (id, slug, name, tagline, accent, capture_mode, shipping_minor, commission_bps)
  SELECT pg_temp.bench_id('sel', 1), 'bench-small', 'Bench', '', 'clay', 'AUTOMATIC', 0, 0 RETURNING id
), sold AS (
  INSERT INTO item (id, seller_id, sku, name, description, category, picture, price_minor, currency)
  SELECT pg_temp.bench_id('itm', 1), id, 'BENCH', 'Bowl', '', 'Bench', 'bud-vase', 1000, 'EUR' FROM small RETURNING id
)
INSERT INTO stock (item_id, on_hand) SELECT id, 0 FROM sold`;

/** Ids like ours, prefixed and time-ordered, but older than any created now. */
const ID = `
CREATE FUNCTION pg_temp.bench_id(prefix text, n bigint) RETURNS text LANGUAGE sql IMMUTABLE
RETURN prefix || '_01' || lpad(to_hex(n), 24, '0')`;

/** The orders of a batch: one row per seller order, and a view by order. */
const PART = `
CREATE TEMP TABLE part (n bigint, s bigint, k int, item_id text, seller_id text, is_open boolean, placed_at timestamptz);
CREATE TEMP VIEW purchase AS SELECT n, count(*)::int AS parts, bool_or(is_open) AS is_open, min(placed_at) AS placed_at FROM part GROUP BY n`;

/** One or two seller orders per order, each with one line; all paid, shipped and published. */
const PARTS = `
INSERT INTO part (n, s, k, item_id, seller_id, is_open, placed_at)
SELECT n, n * 2 + k AS s, k, (SELECT i.id FROM item i WHERE i.seller_id = seller.id ORDER BY i.id LIMIT 1) AS item_id, seller.id AS seller_id,
  n <= ${STILL_TO_SHIP} AS is_open, timestamptz '2020-01-01' + n * interval '1 minute'
FROM generate_series($1::bigint, $2::bigint) n
CROSS JOIN LATERAL generate_series(0, (n % 2)::int) k
JOIN LATERAL (SELECT id FROM (SELECT id, slug, row_number() OVER (ORDER BY slug = 'bench-small', id) - 1 AS nth, count(*) OVER () - 1 AS large FROM seller) s
  WHERE CASE WHEN n <= ${2 * STILL_TO_SHIP} AND n % 8 = 0 THEN s.slug = 'bench-small' ELSE s.nth = (n + k) % s.large END) seller ON true`;

/** Vacuum runs at the end of the seeding instead, so that no plan changes between two runs. */
const WITHOUT_AUTOVACUUM = `
DO $$
DECLARE name regclass;
BEGIN
  FOR name IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', name);
  END LOOP;
END $$`;

const ORDER_ROWS: readonly string[] = [
  `INSERT INTO cart (id, token_hash, currency, order_id) SELECT pg_temp.bench_id('crt', n), 'bench-cart-' || n, 'EUR', pg_temp.bench_id('ord', n)
   FROM purchase`,
  `INSERT INTO orders (id, number, cart_id, token_hash, email, ship_to, status, currency, subtotal_minor, shipping_minor, total_minor,
     event_sequence, placed_at, expires_at, account_id)
   SELECT pg_temp.bench_id('ord', n), 'BENCH-' || n, pg_temp.bench_id('crt', n), 'bench-order-' || n, 'bench@example.com', '{"country":"DE"}',
     CASE WHEN is_open THEN 'PAYMENT_CONFIRMED' ELSE 'COMPLETED' END, 'EUR', 1000 * parts, 0, 1000 * parts, 3,
     placed_at, placed_at + interval '1 day', pg_temp.bench_id('acc', n % ${BENCH_ACCOUNTS} + 1)
   FROM purchase`,
  `INSERT INTO seller_order (id, order_id, seller_id, status, subtotal_minor, shipping_minor, total_minor, commission_minor, captured_minor,
     captured_commission_minor)
   SELECT pg_temp.bench_id('so', s), pg_temp.bench_id('ord', n), seller_id, CASE WHEN is_open THEN 'TO_SHIP' ELSE 'CLOSED' END, 1000, 0, 1000, 100, 1000, 100
   FROM part`,
  `INSERT INTO order_line (id, order_id, seller_order_id, item_id, sku, name, picture, quantity, unit_price_minor, total_minor, shipped_units)
   SELECT pg_temp.bench_id('ln', s), pg_temp.bench_id('ord', n), pg_temp.bench_id('so', s), item_id, 'SKU', 'Bowl', 'bud-vase', 1, 1000, 1000,
     CASE WHEN is_open THEN 0 ELSE 1 END FROM part`,
  `INSERT INTO shipment (id, order_id, seller_order_id, carrier, tracking_number, amount_minor, account_id, shipped_at)
   SELECT pg_temp.bench_id('shp', s), pg_temp.bench_id('ord', n), pg_temp.bench_id('so', s), 'Bench', 'T' || s, 1000, pg_temp.bench_id('acc', 1),
     placed_at + interval '1 day' FROM part WHERE NOT is_open`,
  `INSERT INTO shipment_line (shipment_id, order_line_id, quantity)
   SELECT pg_temp.bench_id('shp', s), pg_temp.bench_id('ln', s), 1 FROM part WHERE NOT is_open`,
  `INSERT INTO stock_reservation (order_id, item_id, quantity, status) SELECT pg_temp.bench_id('ord', n), item_id, 1, 'COMMITTED' FROM part
   ON CONFLICT DO NOTHING`,
  `INSERT INTO outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data, occurred_at, published_at)
   SELECT pg_temp.bench_id('evt', n * 16 + e), 'splitcart.orders.v1', 'order', pg_temp.bench_id('ord', n), e, 'OrderCreated', '{}', placed_at, placed_at
   FROM purchase CROSS JOIN generate_series(1, 3) e`,
  `INSERT INTO state_transition (order_id, machine, entity_id, to_state, actor, cause, occurred_at)
   SELECT pg_temp.bench_id('ord', n), 'Order', pg_temp.bench_id('ord', n), t, 'guest', 'bench', placed_at
   FROM purchase CROSS JOIN unnest('{PENDING_PAYMENT,PAYMENT_CONFIRMED,COMPLETED}'::text[]) t`,
  `INSERT INTO state_transition (order_id, machine, entity_id, to_state, actor, cause, occurred_at)
   SELECT pg_temp.bench_id('ord', n), 'SellerOrder', pg_temp.bench_id('so', s), 'CLOSED', 'guest', 'bench', placed_at FROM part`,
  `INSERT INTO idempotency_record (scope, key, input_hash, state, response, locked_until)
   SELECT 'placeOrder|bench', 'key-' || n, 'x', 'DONE', '{}', now() FROM purchase`,
];

/** Orders per batch, so that their rows fit in memory. */
const BATCH = 50_000;

/**
 * Writes the orders from..to as if placed, paid, captured and shipped long ago. Foreign key checks, which would take most
 * of the time, are disabled, which requires a superuser; the rows are consistent by construction.
 */
export async function seedOrders(pool: Pool, from: number, to: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SET auto_explain.log_min_duration = -1');
    await client.query('SET session_replication_role = replica');
    await client.query(ID);
    await client.query(PART);
    if (from === 1)
      for (const first of [WITHOUT_AUTOVACUUM, ACCOUNTS, SMALL_SELLER]) await client.query(first);
    for (let first = from; first <= to; first += BATCH) {
      await client.query(PARTS, [first, Math.min(first + BATCH - 1, to)]);
      for (const statement of [...ORDER_ROWS, ...MONEY_ROWS]) await client.query(statement);
      await client.query('TRUNCATE part');
    }
    await client.query('VACUUM (ANALYZE)');
  } finally {
    // Drops the connection: its settings and function must not affect measured statements.
    client.release(true);
  }
}
