-- FROZEN. The writes of one checkout of three sellers as eleven plain statements, one for each table, run by pgbench with prepared
-- statements: what the database alone needs for them. Nothing is read or decided, the cart is not marked and no PSP is asked.
-- The ratios of `npm run bench -- checkout` and `order` can be compared over time only because this file stays: never change it.
\set n :n + 1
\set id :run * 1000000000000000 + :client_id * 1000000000000 + :n
\set shelf random(0, 19) * 50
\set first random(0, 49)
\set one :shelf + :first
\set two :shelf + (:first + 1) % 50
\set three :shelf + (:first + 2) % 50
BEGIN;
INSERT INTO reference.idempotency_record (scope, key, input_hash, state, response, locked_until)
VALUES ('placeOrder|cart:' || md5(:id::bigint::text), 'key-' || :id::bigint::text, md5('input'), 'RUNNING', '{"orderId": "ord_00000000000000000000000000", "orderNumber": "SC-0000-0000", "orderToken": "0123456789012345678901234567890123456789", "paymentId": "pay_00000000000000000000000000", "paymentIntentId": "pin_00000000000000000000000000", "paymentIntentStatus": "CREATED_PENDING", "clientSecret": null, "retryAfterMs": 1000}', now() + interval '5 seconds');
UPDATE reference.stock SET reserved = reserved + 1
WHERE item_id IN ('itm_' || lpad(:one::int::text, 26, '0'), 'itm_' || lpad(:two::int::text, 26, '0'), 'itm_' || lpad(:three::int::text, 26, '0')) AND on_hand - reserved >= 1;
INSERT INTO reference.orders (id, number, token_hash, email, ship_to, status, currency, subtotal_minor, shipping_minor, total_minor, event_sequence, expires_at)
VALUES ('ord_' || lpad(:id::bigint::text, 26, '0'), 'SC-' || :id::bigint::text, md5(:id::bigint::text), 'shopper@example.com', '{"name": "Sam Shopper", "line1": "Lane 1", "city": "Berlin", "postalCode": "10115", "country": "DE"}', 'PENDING_PAYMENT', 'EUR', 3000, 1470, 4470, 1, now() + interval '30 minutes');
INSERT INTO reference.seller_order (id, order_id, seller_id, status, subtotal_minor, shipping_minor, total_minor, commission_minor, commission_plan, shipping_terms)
VALUES ('so_' || lpad((:id::bigint * 3)::text, 26, '0'), 'ord_' || lpad(:id::bigint::text, 26, '0'), 'sel_' || lpad((:one::int % 50)::text, 26, '0'), 'PENDING', 1000, 490, 1490, 149, '{"bps": 1000, "fixedMinor": "0"}', '{"parcelMinor": "490"}'),
  ('so_' || lpad((:id::bigint * 3 + 1)::text, 26, '0'), 'ord_' || lpad(:id::bigint::text, 26, '0'), 'sel_' || lpad((:two::int % 50)::text, 26, '0'), 'PENDING', 1000, 490, 1490, 149, '{"bps": 1000, "fixedMinor": "0"}', '{"parcelMinor": "490"}'),
  ('so_' || lpad((:id::bigint * 3 + 2)::text, 26, '0'), 'ord_' || lpad(:id::bigint::text, 26, '0'), 'sel_' || lpad((:three::int % 50)::text, 26, '0'), 'PENDING', 1000, 490, 1490, 149, '{"bps": 1000, "fixedMinor": "0"}', '{"parcelMinor": "490"}');
INSERT INTO reference.order_line (id, order_id, seller_order_id, item_id, sku, name, picture, quantity, unit_price_minor, total_minor)
VALUES ('ln_' || lpad((:id::bigint * 3)::text, 26, '0'), 'ord_' || lpad(:id::bigint::text, 26, '0'), 'so_' || lpad((:id::bigint * 3)::text, 26, '0'), 'itm_' || lpad(:one::int::text, 26, '0'), 'SKU-ONE', 'An item of the first seller', 'bud-vase', 1, 1000, 1000),
  ('ln_' || lpad((:id::bigint * 3 + 1)::text, 26, '0'), 'ord_' || lpad(:id::bigint::text, 26, '0'), 'so_' || lpad((:id::bigint * 3 + 1)::text, 26, '0'), 'itm_' || lpad(:two::int::text, 26, '0'), 'SKU-TWO', 'An item of the second seller', 'bud-vase', 1, 1000, 1000),
  ('ln_' || lpad((:id::bigint * 3 + 2)::text, 26, '0'), 'ord_' || lpad(:id::bigint::text, 26, '0'), 'so_' || lpad((:id::bigint * 3 + 2)::text, 26, '0'), 'itm_' || lpad(:three::int::text, 26, '0'), 'SKU-THREE', 'An item of the third seller', 'bud-vase', 1, 1000, 1000);
INSERT INTO reference.stock_reservation (order_id, item_id, quantity, status)
VALUES ('ord_' || lpad(:id::bigint::text, 26, '0'), 'itm_' || lpad(:one::int::text, 26, '0'), 1, 'HELD'),
  ('ord_' || lpad(:id::bigint::text, 26, '0'), 'itm_' || lpad(:two::int::text, 26, '0'), 1, 'HELD'),
  ('ord_' || lpad(:id::bigint::text, 26, '0'), 'itm_' || lpad(:three::int::text, 26, '0'), 1, 'HELD');
INSERT INTO reference.payment (id, order_id, status, currency, amount_minor)
VALUES ('pay_' || lpad(:id::bigint::text, 26, '0'), 'ord_' || lpad(:id::bigint::text, 26, '0'), 'NOT_CAPTURED', 'EUR', 4470);
INSERT INTO reference.payment_intent (id, payment_id, order_id, attempt, status, amount_minor)
VALUES ('pin_' || lpad(:id::bigint::text, 26, '0'), 'pay_' || lpad(:id::bigint::text, 26, '0'), 'ord_' || lpad(:id::bigint::text, 26, '0'), 1, 'CREATED_PENDING', 4470);
INSERT INTO reference.payment_step (id, kind, order_id, payment_id, intent_id, psp_key, params, params_hash, state, attempt, lease_token, lease_until, first_called_at)
VALUES ('stp_' || lpad(:id::bigint::text, 26, '0'), 'CREATE_INTENT', 'ord_' || lpad(:id::bigint::text, 26, '0'), 'pay_' || lpad(:id::bigint::text, 26, '0'), 'pin_' || lpad(:id::bigint::text, 26, '0'), 'cre_pin_' || lpad(:id::bigint::text, 26, '0'), '{"kind": "CREATE_INTENT", "amountMinor": "4470", "currency": "EUR", "orderNumber": "SC-0000-0000", "intentAttempt": 1}', md5('params'), 'LEASED', 1, md5(:id::bigint::text), now() + interval '20 seconds', now());
INSERT INTO reference.outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data)
VALUES ('evt_' || lpad(:id::bigint::text, 26, '0'), 'splitcart.orders.v1', 'order', 'ord_' || lpad(:id::bigint::text, 26, '0'), 1, 'OrderCreated', '{"orderId": "ord_00000000000000000000000000", "orderNumber": "SC-0000-0000", "currency": "EUR", "totalMinor": "4470", "sellers": [{"sellerId": "sel_00000000000000000000000000", "sellerOrderId": "so_00000000000000000000000000", "totalMinor": "1490"}, {"sellerId": "sel_00000000000000000000000001", "sellerOrderId": "so_00000000000000000000000001", "totalMinor": "1490"}, {"sellerId": "sel_00000000000000000000000002", "sellerOrderId": "so_00000000000000000000000002", "totalMinor": "1490"}]}');
INSERT INTO reference.state_transition (order_id, machine, entity_id, to_state, actor, cause, correlation_id)
VALUES ('ord_' || lpad(:id::bigint::text, 26, '0'), 'Order', 'ord_' || lpad(:id::bigint::text, 26, '0'), 'PENDING_PAYMENT', 'guest', 'placeOrder', md5(:id::bigint::text)),
  ('ord_' || lpad(:id::bigint::text, 26, '0'), 'Payment', 'pay_' || lpad(:id::bigint::text, 26, '0'), 'NOT_CAPTURED', 'guest', 'placeOrder', md5(:id::bigint::text)),
  ('ord_' || lpad(:id::bigint::text, 26, '0'), 'PaymentIntent', 'pin_' || lpad(:id::bigint::text, 26, '0'), 'CREATED_PENDING', 'guest', 'placeOrder', md5(:id::bigint::text)),
  ('ord_' || lpad(:id::bigint::text, 26, '0'), 'SellerOrder', 'so_' || lpad((:id::bigint * 3)::text, 26, '0'), 'PENDING', 'guest', 'placeOrder', md5(:id::bigint::text)),
  ('ord_' || lpad(:id::bigint::text, 26, '0'), 'SellerOrder', 'so_' || lpad((:id::bigint * 3 + 1)::text, 26, '0'), 'PENDING', 'guest', 'placeOrder', md5(:id::bigint::text)),
  ('ord_' || lpad(:id::bigint::text, 26, '0'), 'SellerOrder', 'so_' || lpad((:id::bigint * 3 + 2)::text, 26, '0'), 'PENDING', 'guest', 'placeOrder', md5(:id::bigint::text));
COMMIT;
