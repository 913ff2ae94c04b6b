/**
 * The money of the orders in `part` and `purchase` (seed-orders.ts), in every table that recording a PSP result reads or
 * writes: authorized as a whole, captured per seller, posted, published, and settled long ago, so that no fund is pending.
 */
export const MONEY_ROWS: readonly string[] = [
  `INSERT INTO payment (id, order_id, status, currency, amount_minor, authorized_minor, captured_minor, capture_strategy, strategy_reason,
     capture_before, authorization_state, event_sequence, created_at)
   SELECT pg_temp.bench_id('pay', n), pg_temp.bench_id('ord', n), 'CAPTURED', 'EUR', 1000 * parts, 1000 * parts, 1000 * parts, 'MULTICAPTURE',
     '{"code":"MULTICAPTURE","text":"Bench","paymentOrderId":null}', placed_at + interval '7 days', 'CLOSED', 3, placed_at FROM purchase`,
  `INSERT INTO payment_intent (id, payment_id, order_id, attempt, status, amount_minor, psp_intent_id, client_secret, authorization_state, multicapture,
     capture_before, created_at)
   SELECT pg_temp.bench_id('pin', n), pg_temp.bench_id('pay', n), pg_temp.bench_id('ord', n), 1, 'AUTHORIZED', 1000 * parts, 'pi_bench_' || n,
     'secret_bench_' || n, 'CLOSED', true, placed_at + interval '7 days', placed_at FROM purchase`,
  `INSERT INTO payment_order (id, payment_id, order_id, seller_order_id, seller_id, status, amount_minor, captured_minor, captured_at, capture_due,
     capture_number)
   SELECT pg_temp.bench_id('po', s), pg_temp.bench_id('pay', n), pg_temp.bench_id('ord', n), pg_temp.bench_id('so', s), seller_id, 'CAPTURED', 1000, 1000,
     placed_at, true, 1 FROM part`,
  `INSERT INTO psp_step (id, kind, subject_type, subject_id, psp_key, params, params_hash, state, attempt)
   SELECT pg_temp.bench_id('stp', n * 4 + CASE kind WHEN 'CREATE_INTENT' THEN 0 ELSE 1 END), kind, 'order', pg_temp.bench_id('ord', n),
     'bench-' || lower(kind) || n, jsonb_build_object('intentId', pg_temp.bench_id('pin', n)), 'x', 'SUCCEEDED', 1
   FROM purchase CROSS JOIN unnest('{CREATE_INTENT,CONFIRM}'::text[]) kind`,
  `INSERT INTO psp_step (id, kind, subject_type, subject_id, psp_key, params, params_hash, state, attempt)
   SELECT pg_temp.bench_id('stp', n * 4 + 2 + k), 'CAPTURE', 'order', pg_temp.bench_id('ord', n), 'bench-' || s,
     jsonb_build_object('intentId', pg_temp.bench_id('pin', n), 'paymentOrderIds', jsonb_build_array(pg_temp.bench_id('po', s))), 'x', 'SUCCEEDED', 1
   FROM part`,
  `INSERT INTO ledger_entry (id, business_key, fact, order_id, payment_id, actor, cause, occurred_at)
   SELECT pg_temp.bench_id('ent', n * 4), 'authorized:' || pg_temp.bench_id('pin', n), 'AUTHORIZED', pg_temp.bench_id('ord', n), pg_temp.bench_id('pay', n),
     'psp', 'bench', placed_at FROM purchase`,
  `INSERT INTO ledger_entry (id, business_key, fact, order_id, payment_id, payment_order_id, step_id, actor, cause, occurred_at)
   SELECT pg_temp.bench_id('ent', n * 4 + 1 + k), 'captured:' || pg_temp.bench_id('po', s), 'CAPTURED', pg_temp.bench_id('ord', n),
     pg_temp.bench_id('pay', n), pg_temp.bench_id('po', s), pg_temp.bench_id('stp', n * 4 + 2 + k), 'worker', 'bench', placed_at FROM part`,
  `INSERT INTO ledger_posting (entry_id, nth, account, currency, amount_minor, side, posted_at)
   SELECT pg_temp.bench_id('ent', n * 4), nth, account, 'EUR', 1000 * parts, side, placed_at
   FROM purchase CROSS JOIN (VALUES (1, 'auth_hold', 'DR'), (2, 'auth_hold_offset', 'CR')) AS line (nth, account, side)`,
  `INSERT INTO ledger_posting (entry_id, nth, account, seller_id, currency, amount_minor, side, posted_at)
   SELECT pg_temp.bench_id('ent', n * 4 + 1 + k), nth, account, CASE account WHEN 'seller_payable' THEN seller_id END, 'EUR', amount, side, placed_at
   FROM part CROSS JOIN (VALUES (1, 'auth_hold_offset', 1000, 'DR'), (2, 'auth_hold', 1000, 'CR'), (3, 'psp_clearing', 1000, 'DR'),
     (4, 'seller_payable', 900, 'CR'), (5, 'platform_commission', 100, 'CR')) AS line (nth, account, amount, side)`,
  `INSERT INTO seller_balance AS b (seller_id, currency, available_minor) SELECT seller_id, 'EUR', 900 * count(*) FROM part GROUP BY seller_id
   ON CONFLICT (seller_id, currency) DO UPDATE SET available_minor = b.available_minor + excluded.available_minor`,
  `WITH books AS (
     INSERT INTO seller_books AS b (seller_id, event_sequence) SELECT seller_id, count(*) FROM part GROUP BY seller_id
     ON CONFLICT (seller_id) DO UPDATE SET event_sequence = b.event_sequence + excluded.event_sequence RETURNING b.seller_id, b.event_sequence
   )
   INSERT INTO outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data, occurred_at, published_at)
   SELECT pg_temp.bench_id('evt', n * 16 + 12 + k), 'splitcart.sellers.v1', 'seller', seller_id,
     event_sequence + 1 - row_number() OVER (PARTITION BY seller_id ORDER BY s DESC), 'SellerBalanceChanged', '{}', placed_at, placed_at
   FROM part JOIN books USING (seller_id)`,
  `INSERT INTO outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data, occurred_at, published_at)
   SELECT pg_temp.bench_id('evt', n * 16 + 3 + e), 'splitcart.payments.v1', 'payment', pg_temp.bench_id('pay', n), e, 'PaymentOrderCaptured', '{}',
     placed_at, placed_at
   FROM purchase CROSS JOIN generate_series(1, 3) e`,
  `INSERT INTO webhook_event (id, type, psp_object_id, payload, received_at, dispatched_at, processed_at, livemode, amount_minor, currency)
   SELECT 'evt_bench_' || type || n, type, 'pi_bench_' || n, '{}', placed_at, placed_at, placed_at, false, 1000 * parts, 'EUR'
   FROM purchase CROSS JOIN unnest('{payment_intent.amount_capturable_updated,payment_intent.succeeded}'::text[]) type`,
  `INSERT INTO state_transition (order_id, machine, entity_id, from_state, to_state, actor, cause, occurred_at)
   SELECT pg_temp.bench_id('ord', n), machine, pg_temp.bench_id(prefix, n), from_state, to_state, actor, 'bench', placed_at
   FROM purchase CROSS JOIN (VALUES ('PaymentIntent', 'pin', 'CREATED_PENDING', 'CREATED', 'guest'), ('PaymentIntent', 'pin', 'PENDING_AUTH', 'AUTHORIZED', 'psp'),
     ('Payment', 'pay', 'NOT_CAPTURED', 'CAPTURED', 'worker')) AS move (machine, prefix, from_state, to_state, actor)`,
  `INSERT INTO state_transition (order_id, machine, entity_id, from_state, to_state, actor, cause, occurred_at)
   SELECT pg_temp.bench_id('ord', n), 'PaymentOrder', pg_temp.bench_id('po', s), 'CAPTURE_REQUESTED', 'CAPTURED', 'worker', 'bench', placed_at FROM part`,
];
