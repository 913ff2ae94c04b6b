import type { Pool, PoolClient } from 'pg';

import type { Checkout } from '../../../core/checkout/model/checkout.js';
import type { Checkouts, CheckoutSets, SavedCheckout } from '../../../core/checkout/model/ports.js';
import type { OrderId, PaymentIntentId } from '../../../core/shared/ids.js';
import { newId } from '../../../core/shared/ids.js';
import type { Tx } from '../../../core/shared/transaction.js';
import type { CheckoutRow } from './checkout-rows.js';
import { checkoutFrom, SELECT_CHECKOUT } from './checkout-rows.js';
import { saveCheckouts } from './checkout-save.js';
import { endedStepsJson, endSteps } from '../psp/end-step.js';
import { scopeName } from '../idempotency/idempotency-store.js';
import { toJson } from '../database/json.js';
import { accessValues, HAS_ACCESS } from '../orders/order-access-sql.js';
import { clientOf } from '../database/pg-transaction.js';
import { insertSelect } from '../database/table-sql.js';
import { stateTransitionTable } from '../orders/state-transition-table.js';
import { outboxEventTable } from '../outbox/outbox-event-table.js';

/*
 * Locking and loading are deliberately two statements: a single one would take its snapshot before waiting for the lock,
 * and so load stale children.
 */
const LOCK = 'SELECT id FROM orders WHERE id = $1 FOR UPDATE';
/** Skips locked orders; later locks of the transaction, such as seller balances, time out after a second. */
const LOCK_FREE = `
SELECT id, set_config('lock_timeout', '1s', true) FROM orders WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE SKIP LOCKED`;
const LOCK_FOR = `SELECT o.id FROM orders o WHERE o.id = $1 AND ${HAS_ACCESS} FOR UPDATE`;
const LOCK_BY_PAYMENT = `
SELECT o.id FROM orders o JOIN payment p ON p.order_id = o.id WHERE p.id = $1 AND ${HAS_ACCESS} FOR UPDATE OF o`;
const LOCK_BY_INTENT = `
SELECT o.id FROM orders o JOIN payment_intent i ON i.order_id = o.id WHERE i.id = $1 AND ${HAS_ACCESS} FOR UPDATE OF o`;

const FIND_BY_REFUND = `
SELECT i.order_id, i.id FROM refund r JOIN payment_intent i ON i.payment_id = r.payment_id
WHERE r.id = $1 ORDER BY i.attempt DESC LIMIT 1`;

/** Every write depends on `attempted`: when the intent is no longer CREATED_PENDING, nothing is written. */
const RECORD_INTENT_CREATED = `
WITH locked AS (
  SELECT o.id FROM orders o JOIN payment_intent i ON i.order_id = o.id
  WHERE o.id = $2 AND i.id = $3 AND i.status = 'CREATED_PENDING' FOR UPDATE OF o, i
), attempted AS (
  UPDATE payment_intent i SET status = 'CREATED', psp_intent_id = $4, client_secret = $5 FROM locked
  WHERE i.id = $3 RETURNING i.payment_id
), ordered AS (
  UPDATE orders o SET version = version + 1 FROM attempted WHERE o.id = $2 RETURNING version
), paid AS (
  UPDATE payment p SET version = version + 1, event_sequence = event_sequence + 1 FROM attempted WHERE p.id = attempted.payment_id
  RETURNING p.id, event_sequence
), ended AS (${endSteps({ steps: '$1', ids: '$15' })} AND EXISTS (SELECT FROM attempted)
), emitted AS (
  ${insertSelect(outboxEventTable, {
    ...{ id: '$6', topic: `'splitcart.payments.v1'`, aggregateType: `'payment'`, aggregateId: 'paid.id' },
    ...{ sequence: 'paid.event_sequence', type: `'PaymentIntentCreated'`, data: '$7' },
  })} FROM paid
), history AS (
  ${insertSelect(stateTransitionTable, {
    ...{
      orderId: '$2',
      machine: `'PaymentIntent'`,
      entityId: '$3',
      from: `'CREATED_PENDING'`,
      to: `'CREATED'`,
    },
    ...{ actor: '$8', cause: '$9', actorId: '$13', correlationId: '$14' },
  })} FROM attempted
), answered AS (
  UPDATE idempotency_record SET state = 'DONE', response = $12 FROM attempted
  WHERE scope = $10 AND key = $11 AND state = 'RUNNING' RETURNING response
)
SELECT ordered.version, (SELECT response FROM answered) AS answer FROM ordered`;

/** Checkouts in Postgres: locks and loads them for a decision, and saves it in one statement. */
export function createCheckoutStore(pool: Pool): Checkouts & CheckoutSets {
  return {
    lock: (tx, orderId) => lockAndLoad(tx, { name: 'checkout-lock', text: LOCK, values: [orderId] }),
    lockFor: (tx, orderId, access) =>
      lockAndLoad(tx, {
        name: 'checkout-lock-for',
        text: LOCK_FOR,
        values: [orderId, ...accessValues(access)],
      }),
    lockByPayment: (tx, paymentId, access) =>
      lockAndLoad(tx, {
        name: 'checkout-lock-by-payment',
        text: LOCK_BY_PAYMENT,
        values: [paymentId, ...accessValues(access)],
      }),
    lockByIntent: (tx, intentId, access) =>
      lockAndLoad(tx, {
        name: 'checkout-lock-by-intent',
        text: LOCK_BY_INTENT,
        values: [intentId, ...accessValues(access)],
      }),
    async findByRefund(refundId) {
      const query = { name: 'checkout-find-by-refund', text: FIND_BY_REFUND, values: [refundId] };
      const { rows } = await pool.query<{ order_id: OrderId; id: PaymentIntentId }>(query);
      return rows[0] === undefined ? null : { orderId: rows[0].order_id, intentId: rows[0].id };
    },
    async save(tx, write) {
      const { rows } = await clientOf(tx).query<SavedCheckout>(saveCheckouts([write]));
      if (rows[0] === undefined)
        throw new Error(`${write.change.after.order.id} was saved but does not exist`);
      return rows[0];
    },
    async lockFree(tx, orderIds) {
      const client = clientOf(tx);
      const lock = { name: 'checkout-lock-free', text: LOCK_FREE, values: [orderIds] };
      const { rows } = await client.query<{ id: OrderId }>(lock);
      const checkouts = await load(
        client,
        rows.map(({ id }) => id),
      );
      return new Map(checkouts.map((checkout) => [checkout.order.id, checkout]));
    },
    async saveAll(tx, writes) {
      const { rows } = await clientOf(tx).query<SavedCheckout & { id: OrderId }>(saveCheckouts(writes));
      return new Map(rows.map(({ id, version }) => [id, version]));
    },
    async recordIntentCreated({
      orderId,
      intentId,
      pspIntentId,
      clientSecret,
      event,
      by,
      endedStep,
      answer,
    }) {
      const values = [
        endedStepsJson([endedStep]),
        ...[orderId, intentId, pspIntentId, clientSecret, newId('evt'), toJson(event), by.actor, by.cause],
        answer === undefined ? null : scopeName(answer.scope),
        answer?.scope.key ?? null,
        answer === undefined ? null : toJson(answer.response),
        ...[by.actorId, by.correlationId, [endedStep.id]],
      ];
      const query = { name: 'checkout-record-intent-created', text: RECORD_INTENT_CREATED, values };
      const { rows } = await pool.query<SavedCheckout>(query);
      return rows[0] ?? null;
    },
  };
}

type Query = { name: string; text: string; values: unknown[] };

async function lockAndLoad(tx: Tx, lock: Query): Promise<Checkout | null> {
  const client = clientOf(tx);
  const locked = await client.query<{ id: OrderId }>(lock);
  const orderId = locked.rows[0]?.id;
  if (orderId === undefined) return null;
  const [checkout] = await load(client, [orderId]);
  return checkout ?? null;
}

async function load(client: PoolClient, orderIds: readonly OrderId[]): Promise<readonly Checkout[]> {
  const query = { name: 'checkout-load', text: SELECT_CHECKOUT, values: [orderIds] };
  const { rows } = await client.query<CheckoutRow>(query);
  return rows.map(checkoutFrom);
}
