import { endSteps } from '../psp/end-step.js';
import { insertSteps } from '../psp/new-steps.js';
import { postEntries } from '../ledger/ledger-write.js';
import { ordersTable } from '../orders/orders-table.js';
import { stateTransitionTable } from '../orders/state-transition-table.js';
import { outboxEventTable } from '../outbox/outbox-event-table.js';
import { paymentIntentTable } from './payment-intent-table.js';
import { paymentOrderTable } from './payment-order-table.js';
import { paymentTable } from './payment-table.js';
import { refundTable } from './refund-table.js';
import { restock } from './restock-sql.js';
import { sellerOrderTable } from './seller-order-table.js';
import { composeStatements } from '../database/statement-parts.js';
import { changeable, setting } from '../database/table.js';
import {
  assignments,
  columnDefinitions,
  givenNames,
  insertedValues,
  into,
  recordset,
  upsertRows,
} from '../database/table-sql.js';

export const orderChange = changeable(ordersTable);
export const paymentChange = changeable(paymentTable);
export const sellerOrderChange = changeable(sellerOrderTable);
/** The sequence comes from the aggregate's own counter. */
export const emittedEvent = setting(outboxEventTable, { sequence: 'e.nth + emitted_by.base' });

const ORDERED = `ordered AS (
  UPDATE orders SET ${assignments(orderChange)}, version = version + 1, event_sequence = event_sequence + r.events
  FROM ${recordset(orderChange, '$orders')}
  WHERE orders.id = r.id AND orders.id = ANY($orderIds::text[]) RETURNING orders.id, version, event_sequence - r.events AS base
)`;

const PAID = `paid AS (
  UPDATE payment SET ${assignments(paymentChange)}, version = version + 1, event_sequence = event_sequence + r.events
  FROM ${recordset(paymentChange, '$payments')}
  WHERE payment.id = r.id AND payment.order_id = ANY($orderIds::text[]) RETURNING payment.id, event_sequence - r.events AS base
)`;

const SELLER_ORDERS = `parts AS (
  UPDATE seller_order SET ${assignments(sellerOrderChange)}
  FROM ${recordset(sellerOrderChange, '$sellerOrders')}
  WHERE seller_order.id = r.id AND seller_order.order_id = ANY($orderIds::text[])
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

const EVENTS = `emitted AS (
  INSERT INTO ${into(emittedEvent)}
  SELECT ${insertedValues(emittedEvent, 'e')}
  FROM ${recordset(emittedEvent, '$events', 'e')}
  JOIN (SELECT id, base FROM ordered UNION ALL SELECT id, base FROM paid) AS emitted_by ON emitted_by.id = e.aggregate_id
  ORDER BY e.aggregate_id, e.nth
)`;

const TRANSITIONS = `history AS (
  INSERT INTO ${into(stateTransitionTable)}
  SELECT ${insertedValues(stateTransitionTable)}
  FROM ROWS FROM (jsonb_to_recordset($transitions) AS (${columnDefinitions(stateTransitionTable)}))
    WITH ORDINALITY AS r (${givenNames(stateTransitionTable)}, nth) ORDER BY nth
)`;

const ANSWER = `answered AS (
  UPDATE idempotency_record SET state = 'DONE', response = $response WHERE scope = $scope AND key = $key AND state = 'RUNNING' RETURNING response
)`;

/**
 * Saves decisions about any number of orders in one statement. Event sequences come from the aggregates' own counters,
 * which this statement advances under the orders' locks: no gap, no duplicate, and insertion order equals sequence order.
 * `$orderIds` repeats the ids for the planner, which otherwise scans tables that it assumes to be small. Parts that use
 * `$order` write for a single order.
 */
export const composeSave = composeStatements('checkout-save', [
  { part: 'step', sql: `ended AS (${endSteps({ steps: '$endedSteps', ids: '$endedStepIds' })}\n)` },
  { part: 'order', sql: ORDERED },
  { part: 'payment', sql: PAID },
  {
    part: 'intents',
    sql: `attempts AS (
  ${upsertRows(paymentIntentTable, '$intents')}
)`,
  },
  { part: 'sellerOrders', sql: SELLER_ORDERS },
  {
    part: 'paymentOrders',
    sql: `saved_payment_orders AS (
  ${upsertRows(paymentOrderTable, '$paymentOrders')}
)`,
  },
  {
    part: 'steps',
    sql: `scheduled AS (
  ${insertSteps('$steps')}
)`,
  },
  { part: 'stock', sql: STOCK },
  { part: 'restock', sql: restock({ order: '$order', sellerOrders: '$sellerOrders' }) },
  { part: 'events', sql: EVENTS },
  { part: 'transitions', sql: TRANSITIONS },
  { part: 'books', sql: postEntries('$books') },
  {
    part: 'refunds',
    sql: `refunded AS (
  ${upsertRows(refundTable, '$refunds')}
)`,
  },
  { part: 'answer', sql: ANSWER },
]);
