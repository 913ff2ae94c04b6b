import type { Pool } from 'pg';

/** The accounts that the orders are shared out to. */
export const BENCH_ACCOUNTS = 50;

/** The oldest orders of the history wait to be shipped, in the small and in the large history alike. */
const STILL_TO_SHIP = 200;

const ACCOUNTS = `
INSERT INTO account (id, email, display_name, password_hash, role)
SELECT pg_temp.bench_id('acc', n), 'bench-' || n || '@example.com', 'Bench', 'x', 'SHOPPER' FROM generate_series(1, ${BENCH_ACCOUNTS}) n`;

/** A seller whose few orders are old; the others have their share of every part of the history. */
const SMALL_SELLER = `
WITH small AS (
  INSERT INTO seller (id, slug, name, tagline, accent, capture_mode, shipping_minor, commission_bps)
  SELECT pg_temp.bench_id('sel', 1), 'bench-small', 'Bench', '', 'clay', 'AUTOMATIC', 0, 0 RETURNING id
), sold AS (
  INSERT INTO item (id, seller_id, sku, name, description, category, picture, price_minor, currency)
  SELECT pg_temp.bench_id('itm', 1), id, 'BENCH', 'Bowl', '', 'Bench', 'bud-vase', 1000, 'EUR' FROM small RETURNING id
)
INSERT INTO stock (item_id, on_hand) SELECT id, 0 FROM sold`;

/** Ids as ours are, prefixed and rising with time, but older than any that is made now. */
const ID = `
CREATE FUNCTION pg_temp.bench_id(prefix text, n bigint) RETURNS text LANGUAGE sql IMMUTABLE
RETURN prefix || '_01' || lpad(to_hex(n), 24, '0')`;

const SHARE = `
CREATE TEMP TABLE share (n bigint, s bigint, k int, item_id text, seller_id text, is_open boolean)`;

/** One or two shares per order, each with one line; everything is paid, shipped and told. */
const SHARES = `
INSERT INTO share
SELECT n, n * 2 + k AS s, k, (SELECT i.id FROM item i WHERE i.seller_id = seller.id ORDER BY i.id LIMIT 1) AS item_id, seller.id AS seller_id,
  n <= ${STILL_TO_SHIP} AS is_open
FROM generate_series($1::bigint, $2::bigint) n
CROSS JOIN LATERAL generate_series(0, (n % 2)::int) k
JOIN LATERAL (SELECT id FROM (SELECT id, slug, row_number() OVER (ORDER BY slug = 'bench-small', id) - 1 AS nth, count(*) OVER () - 1 AS large FROM seller) s
  WHERE CASE WHEN n <= ${2 * STILL_TO_SHIP} AND n % 8 = 0 THEN s.slug = 'bench-small' ELSE s.nth = (n + k) % s.large END) seller ON true`;

const HISTORY: readonly string[] = [
  `INSERT INTO cart (id, token_hash, currency, order_id) SELECT pg_temp.bench_id('crt', n), 'bench-cart-' || n, 'EUR', pg_temp.bench_id('ord', n)
   FROM (SELECT DISTINCT n FROM share) d`,
  `INSERT INTO orders (id, number, cart_id, token_hash, email, ship_to, status, currency, subtotal_minor, shipping_minor, total_minor,
     event_sequence, placed_at, expires_at, account_id)
   SELECT pg_temp.bench_id('ord', n), 'BENCH-' || n, pg_temp.bench_id('crt', n), 'bench-order-' || n, 'bench@example.com', '{"country":"DE"}',
     CASE WHEN bool_or(is_open) THEN 'PAYMENT_CONFIRMED' ELSE 'COMPLETED' END, 'EUR', 1000 * count(*), 0, 1000 * count(*), 3,
     timestamptz '2020-01-01' + n * interval '1 minute', timestamptz '2020-01-02' + n * interval '1 minute', pg_temp.bench_id('acc', n % ${BENCH_ACCOUNTS} + 1)
   FROM share GROUP BY n`,
  `INSERT INTO seller_order (id, order_id, seller_id, status, subtotal_minor, shipping_minor, total_minor)
   SELECT pg_temp.bench_id('so', s), pg_temp.bench_id('ord', n), seller_id, CASE WHEN is_open THEN 'TO_SHIP' ELSE 'CLOSED' END, 1000, 0, 1000 FROM share`,
  `INSERT INTO order_line (id, order_id, seller_order_id, item_id, sku, name, picture, quantity, unit_price_minor, total_minor)
   SELECT pg_temp.bench_id('ln', s), pg_temp.bench_id('ord', n), pg_temp.bench_id('so', s), item_id, 'SKU', 'Bowl', 'bud-vase', 1, 1000, 1000 FROM share`,
  `INSERT INTO stock_reservation (order_id, item_id, quantity, status) SELECT pg_temp.bench_id('ord', n), item_id, 1, 'COMMITTED' FROM share
   ON CONFLICT DO NOTHING`,
  `INSERT INTO payment (id, order_id, status, currency, amount_minor, authorized_minor, captured_minor)
   SELECT pg_temp.bench_id('pay', n), pg_temp.bench_id('ord', n), 'CAPTURED', 'EUR', 1000 * count(*), 1000 * count(*), 1000 * count(*) FROM share GROUP BY n`,
  `INSERT INTO payment_intent (id, payment_id, order_id, attempt, status, amount_minor, psp_intent_id)
   SELECT pg_temp.bench_id('pin', n), pg_temp.bench_id('pay', n), pg_temp.bench_id('ord', n), 1, 'AUTHORIZED', 1000 * count(*), 'pi_bench_' || n FROM share GROUP BY n`,
  `INSERT INTO payment_order (id, payment_id, order_id, seller_order_id, seller_id, status, amount_minor, captured_minor)
   SELECT pg_temp.bench_id('po', s), pg_temp.bench_id('pay', n), pg_temp.bench_id('ord', n), pg_temp.bench_id('so', s), seller_id, 'CAPTURED', 1000, 1000 FROM share`,
  `INSERT INTO payment_step (id, kind, order_id, payment_id, intent_id, payment_order_id, psp_key, params, params_hash, state, attempt)
   SELECT pg_temp.bench_id('stp', s), 'CAPTURE', pg_temp.bench_id('ord', n), pg_temp.bench_id('pay', n), pg_temp.bench_id('pin', n), pg_temp.bench_id('po', s),
     'bench-' || s, '{}', 'x', 'SUCCEEDED', 1 FROM share`,
  `INSERT INTO outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data, occurred_at, published_at)
   SELECT pg_temp.bench_id('evt', n * 3 + e), 'splitcart.orders.v1', 'order', pg_temp.bench_id('ord', n), e, 'OrderCreated', '{}', now(), now()
   FROM (SELECT DISTINCT n FROM share) d CROSS JOIN generate_series(1, 3) e`,
  `INSERT INTO state_transition (order_id, machine, entity_id, to_state, actor, cause)
   SELECT pg_temp.bench_id('ord', n), 'Order', pg_temp.bench_id('ord', n), t, 'guest', 'bench'
   FROM (SELECT DISTINCT n FROM share) d CROSS JOIN unnest('{PENDING_PAYMENT,PAYMENT_CONFIRMED,COMPLETED}'::text[]) t`,
  `INSERT INTO idempotency_record (scope, key, input_hash, state, response, locked_until)
   SELECT 'placeOrder|bench', 'key-' || n, 'x', 'DONE', '{}', now() FROM (SELECT DISTINCT n FROM share) d`,
];

/** Rows of so many orders at a time stay in memory. */
const PORTION = 50_000;

/**
 * Writes the orders from..to as if they had been placed, paid, captured and shipped long ago. Foreign keys are not checked row
 * by row (that would be most of the time), which takes a superuser; the rows refer to each other by construction.
 */
export async function seedOrders(pool: Pool, from: number, to: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SET auto_explain.log_min_duration = -1');
    await client.query('SET session_replication_role = replica');
    await client.query(ID);
    await client.query(SHARE);
    if (from === 1) for (const first of [ACCOUNTS, SMALL_SELLER]) await client.query(first);
    for (let first = from; first <= to; first += PORTION) {
      await client.query(SHARES, [first, Math.min(first + PORTION - 1, to)]);
      for (const statement of HISTORY) await client.query(statement);
      await client.query('TRUNCATE share');
    }
    await client.query('VACUUM (ANALYZE)');
  } finally {
    // Its settings and its function must not reach the statements that are measured.
    client.release(true);
  }
}
