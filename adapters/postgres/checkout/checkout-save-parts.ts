import { endSteps } from '../psp/end-step.js';
import { insertSteps } from '../psp/new-steps.js';
import { bookEntries } from '../ledger/ledger-write.js';
import { saveRefunds } from './refund-rows.js';
import { restock } from './restock-sql.js';
import { composeStatements } from '../database/statement-parts.js';

const ORDERED = `ordered AS (
  UPDATE orders SET status = r.status, expires_at = r.expires_at, version = version + 1, event_sequence = event_sequence + r.events
  FROM jsonb_to_recordset($orders) AS r (id text, status text, expires_at timestamptz, events int)
  WHERE orders.id = r.id AND orders.id = ANY($orderIds::text[]) RETURNING orders.id, version, event_sequence - r.events AS base
)`;

const PAID = `paid AS (
  UPDATE payment SET status = r.status, authorized_minor = r.authorized, captured_minor = r.captured, refunded_minor = r.refunded,
    capture_strategy = r.strategy, strategy_reason = r.strategy_reason, capture_before = r.capture_before, hold = r.hold, expiry_acted_at = r.expiry_acted_at,
    plan_reasons = r.plan_reasons, version = version + 1, event_sequence = event_sequence + r.events
  FROM jsonb_to_recordset($payments) AS r (id text, events int, status text, authorized bigint, captured bigint, refunded bigint, strategy text, strategy_reason jsonb, capture_before timestamptz,
    hold text, expiry_acted_at timestamptz, plan_reasons jsonb)
  WHERE payment.id = r.id AND payment.order_id = ANY($orderIds::text[]) RETURNING payment.id, event_sequence - r.events AS base
)`;

const INTENTS = `attempts AS (
  INSERT INTO payment_intent (id, payment_id, order_id, attempt, seller_order_id, lead_id, status, amount_minor, psp_intent_id, client_secret, decline_code, decline_message, next_action,
    hold, multicapture, capture_before)
  SELECT id, payment_id, order_id, attempt, seller_order_id, lead_id, status, amount, psp_intent_id, client_secret, decline_code, decline_message, next_action, hold, multicapture, capture_before
  FROM jsonb_to_recordset($intents) AS r (id text, payment_id text, order_id text, attempt int, seller_order_id text, lead_id text, status text, amount bigint, psp_intent_id text, client_secret text,
    decline_code text, decline_message text, next_action jsonb, hold text, multicapture boolean, capture_before timestamptz)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, psp_intent_id = excluded.psp_intent_id, client_secret = excluded.client_secret,
    decline_code = excluded.decline_code, decline_message = excluded.decline_message, next_action = excluded.next_action,
    hold = excluded.hold, multicapture = excluded.multicapture, capture_before = excluded.capture_before
)`;

const SELLER_ORDERS = `parts AS (
  UPDATE seller_order SET status = r.status, shipped_at = r.shipped_at, delivered_at = r.delivered_at, captured_minor = r.captured, captured_commission_minor = r.captured_commission, captured_tax_minor = r.captured_tax,
    refunded_minor = r.refunded, refunded_commission_minor = r.refunded_commission, refunded_tax_minor = r.refunded_tax
  FROM jsonb_to_recordset($sellerOrders) AS r (id text, status text, shipped_at timestamptz, delivered_at timestamptz, captured bigint, captured_commission bigint, captured_tax bigint,
    refunded bigint, refunded_commission bigint, refunded_tax bigint) WHERE seller_order.id = r.id AND seller_order.order_id = ANY($orderIds::text[])
)`;

const PAYMENT_ORDERS = `shares AS (
  INSERT INTO payment_order (id, payment_id, order_id, seller_order_id, seller_id, status, amount_minor, captured_minor, refunded_minor, attempts, failure_message, next_attempt_at, captured_at,
    capture_due, capture_number, refunding_minor)
  SELECT id, payment_id, order_id, seller_order_id, seller_id, status, amount, captured, refunded, attempts, failure_message,
    now() + next_attempt_in_ms * interval '1 millisecond', CASE WHEN captured > 0 THEN now() END, capture_due, capture_number, refunding
  FROM jsonb_to_recordset($paymentOrders) AS r (id text, payment_id text, order_id text, seller_order_id text, seller_id text, status text, amount bigint, captured bigint, refunded bigint, attempts int, failure_message text, next_attempt_in_ms int, capture_due boolean, capture_number int, refunding bigint)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, amount_minor = excluded.amount_minor, captured_minor = excluded.captured_minor, refunded_minor = excluded.refunded_minor,
    attempts = excluded.attempts, failure_message = excluded.failure_message, next_attempt_at = excluded.next_attempt_at,
    captured_at = coalesce(payment_order.captured_at, excluded.captured_at), capture_due = excluded.capture_due, capture_number = excluded.capture_number, refunding_minor = excluded.refunding_minor
)`;

const STOCK = `reserved AS (
  SELECT s.item_id, r.quantity FROM stock s JOIN stock_reservation r ON r.item_id = s.item_id
  WHERE r.order_id = $order AND r.status = 'HELD' ORDER BY s.item_id FOR UPDATE OF s
), moved AS (
  UPDATE stock SET reserved = reserved - r.quantity,
    on_hand = on_hand - CASE WHEN $stock = 'COMMIT' THEN r.quantity ELSE 0 END,
    sold = sold + CASE WHEN $stock = 'COMMIT' THEN r.quantity ELSE 0 END
  FROM reserved r WHERE stock.item_id = r.item_id
), decided AS (
  UPDATE stock_reservation SET status = CASE WHEN $stock = 'COMMIT' THEN 'COMMITTED' ELSE 'RELEASED' END
  WHERE order_id = $order AND status = 'HELD'
)`;

const EVENTS = `told AS (
  INSERT INTO outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data)
  SELECT e.id, e.topic, e.aggregate_type, e.aggregate_id, e.nth + told_by.base, e.type, e.data
  FROM jsonb_to_recordset($events) AS e (id text, topic text, aggregate_type text, aggregate_id text, nth int, type text, data jsonb)
  JOIN (SELECT id, base FROM ordered UNION ALL SELECT id, base FROM paid) AS told_by ON told_by.id = e.aggregate_id
  ORDER BY e.aggregate_id, e.nth
)`;

const TRANSITIONS = `history AS (
  INSERT INTO state_transition (order_id, machine, entity_id, from_state, to_state, actor, actor_id, cause, correlation_id)
  SELECT order_id, machine, entity_id, from_state, to_state, actor, actor_id, cause, correlation_id
  FROM ROWS FROM (jsonb_to_recordset($transitions) AS (order_id text, machine text, entity_id text, from_state text, to_state text, actor text, actor_id text, cause text, correlation_id text))
    WITH ORDINALITY AS r (order_id, machine, entity_id, from_state, to_state, actor, actor_id, cause, correlation_id, nth) ORDER BY nth
)`;

const ANSWER = `answered AS (
  UPDATE idempotency_record SET state = 'DONE', response = $response WHERE scope = $scope AND key = $key AND state = 'RUNNING' RETURNING response
)`;

/**
 * Decisions about any number of orders in one statement. Sequences of events are taken from the aggregates' own counters,
 * which this very statement moves under the orders' locks: no gap, no duplicate, and insertion order equals sequence order.
 * `$orderIds` stands beside the rows for the planner, which would otherwise read whole tables as long as it believes them
 * small. The parts with `$order` write for one order alone.
 */
export const composeSave = composeStatements('checkout-save', [
  { part: 'step', sql: `ended AS (${endSteps({ steps: '$endedSteps', ids: '$endedStepIds' })}\n)` },
  { part: 'order', sql: ORDERED },
  { part: 'payment', sql: PAID },
  { part: 'intents', sql: INTENTS },
  { part: 'sellerOrders', sql: SELLER_ORDERS },
  { part: 'paymentOrders', sql: PAYMENT_ORDERS },
  { part: 'steps', sql: `scheduled AS (${insertSteps('$steps')})` },
  { part: 'stock', sql: STOCK },
  { part: 'restock', sql: restock({ order: '$order', sellerOrders: '$sellerOrders' }) },
  { part: 'events', sql: EVENTS },
  { part: 'transitions', sql: TRANSITIONS },
  { part: 'books', sql: bookEntries('$books') },
  { part: 'refunds', sql: saveRefunds('$refunds') },
  { part: 'answer', sql: ANSWER },
]);
