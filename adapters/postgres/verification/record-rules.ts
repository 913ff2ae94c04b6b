import { paymentOrderMachine } from '../../../core/checkout/model/payment-order-states.js';
import { orderMachine } from '../../../core/checkout/model/order-states.js';
import { sellerOrderMachine } from '../../../core/checkout/model/seller-order-states.js';
import { paymentIntentMachine } from '../../../core/checkout/model/payment-intent-states.js';
import { paymentMachine } from '../../../core/checkout/model/payment-states.js';
import { refundMachine } from '../../../core/checkout/model/refund-states.js';
import type { StateMachine } from '../../../core/shared/state-machine.js';
import { toJson } from '../database/json.js';
import type { Rule } from './rule.js';
import { UNOWNED_AFTER } from './rule.js';

const STOCK = `
SELECT s.item_id AS subject, format('%s on hand, %s reserved and %s sold; orders reserve %s and have bought %s', s.on_hand, s.reserved, s.sold, r.held, r.bought) AS what
FROM stock s LEFT JOIN (
  SELECT item_id, sum(quantity) FILTER (WHERE status = 'HELD') AS held, sum(quantity - restocked_units) FILTER (WHERE status = 'COMMITTED') AS bought
  FROM stock_reservation GROUP BY item_id) r USING (item_id)
WHERE s.on_hand < s.reserved OR s.reserved < 0 OR s.reserved <> coalesce(r.held, 0) OR s.sold <> coalesce(r.bought, 0)`;

/** Once a seller order has ended, its unshipped units are restocked; before, none are. */
const RESTOCKED = `
SELECT r.order_id || ' ' || r.item_id AS subject, format('%s bought, %s shipped and %s restocked of a seller order that is %s',
  r.quantity, l.shipped_units, r.restocked_units, so.status) AS what
FROM stock_reservation r JOIN order_line l ON l.order_id = r.order_id AND l.item_id = r.item_id JOIN seller_order so ON so.id = l.seller_order_id
WHERE r.status = 'COMMITTED' AND r.restocked_units <> CASE WHEN so.status IN ('CANCELED', 'SHIPPED', 'CLOSED') THEN l.quantity - l.shipped_units ELSE 0 END`;

export const stockRule: Rule = {
  name: 'G6',
  title:
    'Stock is never negative, reserved and sold units match the orders, and units that will not be shipped are restocked',
  checked: 'SELECT count(*) AS checked FROM stock',
  violations: [{ sql: STOCK }, { sql: RESTOCKED }],
};

const KEYS_TWICE = `
SELECT scope || ' ' || key AS subject, format('has %s records', count(*)) AS what FROM idempotency_record GROUP BY scope, key HAVING count(*) > 1`;
const NO_ANSWER = `
SELECT scope || ' ' || key AS subject, format('is %s without an answer', state) AS what FROM idempotency_record WHERE response IS NULL`;

export const idempotencyRule: Rule = {
  name: 'G7',
  title: 'One idempotency key has one answer',
  checked: 'SELECT count(*) AS checked FROM idempotency_record',
  violations: [{ sql: KEYS_TWICE }, { sql: NO_ANSWER }],
};

const UNREASONED = `
SELECT id AS subject, 'is parked without a reason' AS what FROM webhook_event WHERE parked_at IS NOT NULL AND coalesce(parked_reason, '') = ''`;
const UNPROCESSED = `
SELECT id AS subject, format('has been due since %s and no worker runs it', run_at) AS what FROM webhook_event
WHERE processed_at IS NULL AND parked_at IS NULL AND run_at < now() - ${UNOWNED_AFTER} AND coalesce(dispatched_at, run_at) < now() - ${UNOWNED_AFTER}`;

export const webhookRule: Rule = {
  name: 'G8',
  title: 'Every webhook event is processed, or parked with a reason',
  checked: 'SELECT count(*) AS checked FROM webhook_event',
  violations: [{ sql: UNREASONED }, { sql: UNPROCESSED }],
};

const machines: readonly StateMachine<string, string>[] = [
  paymentIntentMachine,
  paymentMachine,
  paymentOrderMachine,
  orderMachine,
  sellerOrderMachine,
  refundMachine,
];

/** Every transition that the state machines allow; the first entry has no from state. */
const allowed = machines.flatMap(({ name: machine, initial, table }) => [
  { machine, from: null, to: initial },
  ...Object.entries(table).flatMap(([from, moves]) =>
    Object.values(moves).flatMap((to) => (to === undefined ? [] : [{ machine, from, to }])),
  ),
]);

const FORBIDDEN = `
SELECT t.entity_id AS subject, format('%s went from %s to %s', t.machine, coalesce(t.from_state, 'nothing'), t.to_state) AS what FROM state_transition t
WHERE t.machine IN (SELECT machine FROM jsonb_to_recordset($1) AS a (machine text)) AND NOT EXISTS (
  SELECT FROM jsonb_to_recordset($1) AS a (machine text, "from" text, "to" text)
  WHERE a.machine = t.machine AND a."from" IS NOT DISTINCT FROM t.from_state AND a."to" = t.to_state)`;

const BROKEN = `
SELECT entity_id AS subject, format('%s left %s, but was %s before', machine, coalesce(from_state, 'nothing'), coalesce(before, 'nothing')) AS what
FROM (SELECT machine, entity_id, from_state, lag(to_state) OVER (PARTITION BY machine, entity_id ORDER BY position) AS before FROM state_transition) t
WHERE from_state IS DISTINCT FROM before`;

const UNWRITTEN = `
SELECT e.id AS subject, format('%s is %s, its history ends with %s', e.machine, e.status, coalesce(h.to_state, 'nothing')) AS what
FROM (SELECT id, 'Order' AS machine, status FROM orders UNION ALL SELECT id, 'SellerOrder', status FROM seller_order
  UNION ALL SELECT id, 'Payment', status FROM payment UNION ALL SELECT id, 'PaymentIntent', status FROM payment_intent
  UNION ALL SELECT id, 'PaymentOrder', status FROM payment_order UNION ALL SELECT id, 'Refund', status FROM refund) e
LEFT JOIN (SELECT DISTINCT ON (machine, entity_id) machine, entity_id, to_state FROM state_transition ORDER BY machine, entity_id, position DESC) h
  ON h.machine = e.machine AND h.entity_id = e.id
WHERE h.to_state IS DISTINCT FROM e.status`;

export const historyRule: Rule = {
  name: 'G9',
  title: 'Histories follow the state machines, without a gap, up to the current state',
  checked: 'SELECT count(*) AS checked FROM state_transition',
  violations: [{ sql: FORBIDDEN, values: [toJson(allowed)] }, { sql: BROKEN }, { sql: UNWRITTEN }],
};
