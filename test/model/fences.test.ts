import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { STEP_LEASE_MS } from '../../core/psp/step.js';
import { refundPaymentOrder } from '../../core/payments/refund-payment-order.js';
import { newId, parseId } from '../../core/shared/ids.js';
import { waitFor } from '../harness/wait-for.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { processWebhooks, runDueSteps } from './do-due-work.js';
import { ModelRun } from './model-run.js';
import { type ModelWorld, openWorld } from './model-world.js';
import { openMarket, operatorOf } from './open-market.js';
import { perform } from './perform.js';
import { settle } from './settle.js';

/*
 * What keeps money from moving twice: one safeguard per test. `npm run test:mutants` removes each safeguard and checks
 * that its test fails.
 */

let world: ModelWorld;

beforeAll(async () => {
  world = await openWorld();
  atEndOfFile(() => world.close());
});

const SELLER = {
  captureMode: 'AUTOMATIC',
  commissionBps: 1_000,
  refundPolicy: 'COMMISSION_RETURNED',
  taxRemittedBy: 'PLATFORM',
  shippingMinor: 0,
  items: [{ priceMinor: 5_000, units: 5 }],
} as const;

/** A placed order of one seller. */
async function placed(): Promise<ModelRun> {
  world.psp.restart(world.aheadMs());
  const buyers = [{ country: 'DE', lines: [{ pick: 0, quantity: 2 }] }] as const;
  const run = new ModelRun(world, await openMarket(world, { sellers: [SELLER], buyers }), `${randomUUID()}-`);
  await perform(run, { do: 'place', buyer: 0 });
  return run;
}

/** A paid order, whose capture is due. */
async function paid(): Promise<ModelRun> {
  const run = await placed();
  await perform(run, { do: 'pay', order: 0, card: 'pm_card_visa' });
  return run;
}

async function paymentOrderOf({
  orders,
}: ModelRun): Promise<{ id: string; status: string; captured: string }> {
  const [paymentOrder] = await world.database.sql<{ id: string; status: string; captured: string }>(
    'SELECT id, status, captured_minor AS captured FROM payment_order WHERE order_id = $1',
    [orders[0]?.orderId],
  );
  if (paymentOrder === undefined) throw new Error('the order has no payment order');
  return paymentOrder;
}

async function captureStepOf({ orders }: ModelRun) {
  const [step] = await world.database.sql<{ id: string }>(
    `SELECT id FROM psp_step WHERE subject_id = $1 AND kind = 'CAPTURE'`,
    [orders[0]?.orderId],
  );
  const id = parseId('stp', step?.id ?? '');
  if (id === null) throw new Error('no capture is due');
  return id;
}

function movements(type: string): number {
  return world.psp.journal.filter((entry) => entry.type === type).length;
}

describe('the lease', () => {
  test('gives a step to one worker at a time, to the next after expiry, and to none once the step has ended', async () => {
    const id = await captureStepOf(await paid());
    const { steps } = world.services;
    const takers = await Promise.all(Array.from({ length: 5 }, () => steps.lease(id, STEP_LEASE_MS)));
    expect(takers.filter((step) => step !== null)).toHaveLength(1);
    await world.jump(STEP_LEASE_MS + 1_000);
    expect(await steps.lease(id, STEP_LEASE_MS)).toMatchObject({ attempt: 2 });
    await world.jump(STEP_LEASE_MS + 11_000);
    await runDueSteps(world);
    expect(await steps.lease(id, STEP_LEASE_MS)).toBeNull();
  });

  test('cannot end a step after it expired and another worker leased the step', async () => {
    const id = await captureStepOf(await paid());
    const { steps, transaction } = world.services;
    const late = await steps.lease(id, STEP_LEASE_MS);
    await world.jump(STEP_LEASE_MS + 1_000);
    const present = await steps.lease(id, STEP_LEASE_MS);
    if (late === null || present === null) throw new Error('the step was not leased');
    const ending = { state: 'DUE', error: 'late', retryInMs: 0, counts: true } as const;
    await transaction.run((tx) => steps.end(tx, { id, leaseToken: late.leaseToken, ending }));
    expect(await steps.lease(id, STEP_LEASE_MS)).toBeNull();
    await world.jump(STEP_LEASE_MS + 11_000);
    await runDueSteps(world);
  });
});

test('a redelivered webhook event is neither stored nor processed again', async () => {
  const run = await paid();
  await settle(run, { areWebhooksLate: true });
  const event = world.psp.events.find(({ type }) => type === 'payment_intent.succeeded');
  if (event === undefined) throw new Error('the PSP emitted no such event');
  expect(await world.services.inbox.keep(world.psp.delivered(event))).toBe(false);
  expect(await processWebhooks(world)).toBe(0);
});

test('the order lock makes each of eight concurrent refunds see what the others requested', async () => {
  const run = await paid();
  await settle(run, { areWebhooksLate: true });
  const { id: paymentOrderId, captured } = await paymentOrderOf(run);
  const requester = { actor: operatorOf(world), correlationId: 'fences' };
  const third = (BigInt(captured) / 3n).toString();
  const wanted = {
    paymentOrderId,
    amountMinor: third,
    lines: null,
    reason: 'GOODWILL',
    note: '',
    requester,
  } as const;
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      refundPaymentOrder(world.services, { ...wanted, idempotencyKey: randomUUID() }),
    ),
  );
  const rejected = answers.flatMap((answer) => ('code' in answer ? [answer.code] : []));
  expect(rejected).toEqual(Array.from({ length: 5 }, () => 'REFUND_ABOVE_CAPTURE'));
  await settle(run, { areWebhooksLate: false });
  expect(movements('refund')).toBe(3);
});

test('a command sent eight times concurrently with one idempotency key runs once', async () => {
  const run = await paid();
  await settle(run, { areWebhooksLate: true });
  const { id: paymentOrderId } = await paymentOrderOf(run);
  const requester = { actor: operatorOf(world), correlationId: 'fences' };
  const input = {
    ...({ paymentOrderId, amountMinor: '1', lines: null, reason: 'GOODWILL', note: '' } as const),
    requester,
    idempotencyKey: randomUUID(),
  };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => refundPaymentOrder(world.services, input)),
  );
  expect(new Set(answers.map((answer) => ('refundId' in answer ? answer.refundId : answer.code))).size).toBe(
    1,
  );
  await settle(run, { areWebhooksLate: false });
  expect(movements('refund')).toBe(1);
});

test('a request that stops waiting while its final answer is being stored returns that answer', async () => {
  const { idempotency, transaction } = world.services;
  const scope = { actor: 'fences', operation: 'placeOrder', key: randomUUID() };
  await transaction.run((tx) =>
    idempotency.claim(tx, { scope, input: {}, provisional: { reported: 'provisional' }, lockMs: 5_000 }),
  );
  const settled = await transaction.run(async (tx) => {
    await idempotency.complete(tx, { scope, response: { reported: 'final' } });
    const settling = idempotency.settle(scope);
    await waitFor(async () => (await world.database.sql(WAITING_FOR_A_LOCK)).length > 0, {
      what: 'a session to wait for a lock',
    });
    return { settling };
  });
  expect(await settled.settling).toEqual({ reported: 'final' });
});

const WAITING_FOR_A_LOCK = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

describe('a capture whose response is lost', () => {
  test('is retried with the same key and happens once', async () => {
    const run = await paid();
    world.psp.arm({ operation: 'payment_intents.capture', kind: 'timeout_after' });
    await settleWithFault(run);
    expect(movements('capture')).toBe(1);
    expect(await paymentOrderOf(run)).toMatchObject({ status: 'CAPTURED' });
  });

  test('has not failed: the payment order stays pending until the outcome is known', async () => {
    const run = await paid();
    world.psp.arm({ operation: 'payment_intents.capture', kind: 'timeout_before' });
    await runDueSteps(world);
    expect(await paymentOrderOf(run)).toMatchObject({ status: 'PENDING_CAPTURE' });
    await settle(run, { areWebhooksLate: false });
    expect(await paymentOrderOf(run)).toMatchObject({ status: 'CAPTURED' });
  });
});

/** Lets the fault strike first; `settle` disarms faults that have not struck. */
async function settleWithFault(run: ModelRun): Promise<void> {
  await runDueSteps(world);
  await settle(run, { areWebhooksLate: false });
}

describe('the database itself rejects', () => {
  test.each([
    [
      'reserving more stock than is on hand',
      'UPDATE stock SET reserved = on_hand + 1',
      'stock_is_never_oversold',
    ],
    [
      'refunding more than was captured',
      'UPDATE payment_order SET refunding_minor = captured_minor + 1',
      'payment_order_is_never_refunded_twice',
    ],
    [
      'capturing more than was authorized',
      'UPDATE payment SET captured_minor = authorized_minor + 1',
      'payment_is_never_captured_above_its_authorization',
    ],
  ])('%s', async (_what, statement, constraint) => {
    await paid();
    await expect(world.database.sql(statement)).rejects.toThrow(constraint);
  });

  test('a ledger entry that does not sum to zero', async () => {
    const id = newId('ent');
    await expect(
      world.database.sql(
        `WITH entry AS (INSERT INTO ledger_entry (id, business_key, fact, actor, cause) VALUES ($1::text, 'fences', 'ADJUSTED', 'operator', 'fences'))
         INSERT INTO ledger_posting (entry_id, nth, account, currency, amount_minor, side) VALUES ($1::text, 1, 'psp_fees', 'EUR', 7, 'DR')`,
        [id],
      ),
    ).rejects.toThrow('do not sum to zero');
  });

  test('a second live attempt for one payment', async () => {
    const [order] = (await paid()).orders;
    await expect(
      world.database.sql(
        `INSERT INTO payment_intent (id, payment_id, order_id, seller_order_id, attempt, status, amount_minor)
         SELECT $1, $2, so.order_id, so.id, 2, 'CREATED', 1 FROM seller_order so WHERE so.order_id = $3`,
        [newId('pin'), order?.paymentId, order?.orderId],
      ),
    ).rejects.toThrow('payment_intent_one_live_attempt');
  });
});
