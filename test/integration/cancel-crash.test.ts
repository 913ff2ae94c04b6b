import { randomUUID } from 'node:crypto';

import { Client } from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { fault, journal, plantFault, type PlaceOrderAnswer, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { actOnServer } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';
import { atPsp, paymentOf, paymentWhen } from './capture-fixture.js';

let system: TestSystem;
let shopper: Shopper;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
});

beforeEach(async () => {
  await fetch(`${system.simulator.url}/_sim/faults`, { method: 'DELETE' });
});

const CANCEL = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) {
  __typename ... on OrderCanceled { replayed order { status } } ... on UserError { code } } }`;

type Canceled = { __typename: string; replayed?: boolean; order?: { status: string }; code?: string };

async function cancel({ orderId, orderToken }: PlaceOrderAnswer, key: string = randomUUID()) {
  const input = { orderId, orderToken, reason: 'CHANGED_MIND', idempotencyKey: key };
  return (await shopper.client.request<{ cancelOrder: Canceled }>(CANCEL, { input })).cancelOrder;
}

/** The payment of a canceled order, and the one PSP call that voids or refunds it. */
const rows = {
  cancel: {
    captureMode: 'ON_SHIPMENT',
    ready: { status: 'NOT_CAPTURED', paymentOrders: 'INITIATED_PENDING' },
    operation: 'payment_intents.cancel',
    movement: 'void',
    step: 'CANCEL',
    end: { status: 'VOIDED', authorization: 'CLOSED' },
  },
  refund: {
    captureMode: 'AUTOMATIC',
    ready: { status: 'CAPTURED', paymentOrders: 'CAPTURED' },
    operation: 'refunds.create',
    movement: 'refund',
    step: 'REFUND',
    end: { status: 'REFUNDED', authorization: 'CLOSED' },
  },
} as const;

type Row = (typeof rows)[keyof typeof rows];

async function bought({ captureMode, ready }: Row): Promise<PlaceOrderAnswer & { pspIntentId: string }> {
  await system.database.sql(`UPDATE seller SET capture_mode = $1`, [captureMode]);
  const order = await shopper.buy({ sellers: 1 });
  const { pspIntentId } = await paymentWhen(system, order, {
    what: 'an order to cancel',
    is: ({ status, paymentOrders }) =>
      status === ready.status && paymentOrders.every((s) => s.status === ready.paymentOrders),
  });
  return { ...order, pspIntentId };
}

const movements = async ({ movement }: Row, pspIntentId: string) =>
  (await journal(system, movement)).filter(({ intent }) => intent === pspIntentId);

const stepsOf = ({ orderId }: PlaceOrderAnswer, kind: string) =>
  system.database.sql<{ state: string; attempt: number }>(
    'SELECT state, attempt FROM psp_step WHERE subject_id = $1 AND kind = $2',
    [orderId, kind],
  );

/** Expires the lease of the killed worker now instead of after 20 seconds. */
const expireLease = ({ orderId }: PlaceOrderAnswer) =>
  system.database.sql(
    `UPDATE psp_step SET lease_until = now() - interval '1 second', dispatched_at = now() - interval '1 minute'
     WHERE subject_id = $1 AND state = 'LEASED'`,
    [orderId],
  );

async function restartedAndDone(row: Row, order: PlaceOrderAnswer): Promise<void> {
  await system.workers.kill('SIGKILL');
  await expireLease(order);
  await system.workers.start();
  await paymentWhen(system, order, {
    what: 'the cancellation to finish',
    is: ({ status, authorization }) => status === row.end.status && authorization === row.end.authorization,
  });
}

async function expectOneEffect(row: Row, order: PlaceOrderAnswer & { pspIntentId: string }): Promise<void> {
  const { authorized, captured } = await paymentOf(system, order.orderId);
  const effects = await movements(row, order.pspIntentId);
  expect(effects.map(({ amount }) => amount)).toEqual([captured === 0 ? authorized : captured]);
  expect((await stepsOf(order, row.step)).map(({ state }) => state)).toEqual(['SUCCEEDED']);
  expect((await shopper.fetchOrder(order)).status).toBe('CANCELED');
  expect((await atPsp(system, order.pspIntentId)).amount_capturable).toBe(0);
}

describe.each(['cancel', 'refund'] as const)('a worker killed during the %s step', (name) => {
  const row = rows[name];

  test('right before the PSP call: the next worker makes the call', async () => {
    const order = await bought(row);
    const { struck, removeFault } = await plantFault(system, {
      operation: row.operation,
      kind: 'timeout_before',
    });
    await cancel(order);
    await waitFor(async () => (await struck()) > 0, { what: 'the call without effect' });
    expect(await movements(row, order.pspIntentId)).toEqual([]);
    await system.workers.kill('SIGKILL');
    await removeFault();
    await restartedAndDone(row, order);
    await expectOneEffect(row, order);
  });

  test('right after the PSP call: the same key is sent again, and the PSP acts once', async () => {
    const order = await bought(row);
    // Webhooks would report the result without the step; here the step must find out by itself.
    const deliverWebhooks = await fault(system, { operation: '*', kind: 'webhook_drop' });
    const removeFault = await fault(system, { operation: row.operation, kind: 'timeout_after' });
    await cancel(order);
    await waitFor(async () => (await movements(row, order.pspIntentId)).length === 1, {
      what: 'the call without a response',
    });
    expect(await paymentOf(system, order.orderId)).not.toMatchObject(row.end);
    await system.workers.kill('SIGKILL');
    await removeFault();
    await restartedAndDone(row, order);
    await expectOneEffect(row, order);
    expect((await stepsOf(order, row.step))[0]?.attempt).toBeGreaterThan(1);
    await deliverWebhooks();
  });

  test('right after the commit: the redelivered job finds nothing to do', async () => {
    const order = await bought(row);
    const slow = { operation: row.operation, kind: 'delay', delayMs: 1_000 };
    const { struck, removeFault } = await plantFault(system, slow);
    await cancel(order);
    await waitFor(async () => (await struck()) > 0, { what: 'the call' });
    // Without Redis the worker commits, but cannot end its job.
    await actOnServer('redis', 'SIGSTOP');
    try {
      await waitFor(async () => (await stepsOf(order, row.step))[0]?.state === 'SUCCEEDED', {
        what: 'the commit',
      });
      await system.workers.kill('SIGKILL');
    } finally {
      await actOnServer('redis', 'SIGCONT');
    }
    await removeFault();
    await restartedAndDone(row, order);
    await expectOneEffect(row, order);
    expect((await stepsOf(order, row.step))[0]?.attempt).toBe(1);
  });
});

describe('an api killed in cancelOrder', () => {
  test('right before its commit has no effect, and the same key cancels', async () => {
    const order = await bought(rows.cancel);
    const key = randomUUID();
    const holder = new Client({ connectionString: system.database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [order.orderId]);
    const lost = cancel(order, key).catch(() => 'lost');
    await waitFor(
      async () =>
        (
          await system.database.sql(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          )
        ).length > 0,
      { what: 'the api to wait for the lock' },
    );
    await system.api.kill('SIGKILL');
    await holder.query('COMMIT');
    await holder.end();
    expect(await lost).toBe('lost');
    await system.api.start();
    expect((await shopper.fetchOrder(order)).status).toBe('PAYMENT_CONFIRMED');
    expect(await cancel(order, key)).toMatchObject({ __typename: 'OrderCanceled', replayed: false });
    await paymentWhen(system, order, {
      what: 'the void',
      is: ({ authorization }) => authorization === 'CLOSED',
    });
    await expectOneEffect(rows.cancel, order);
  });

  test('right after its commit has canceled: the same key returns the answer, and the money is refunded once', async () => {
    const order = await bought(rows.refund);
    const key = randomUUID();
    const answer = cancel(order, key).catch(() => 'lost');
    await waitFor(
      async () =>
        (
          await system.database.sql(`SELECT FROM orders WHERE id = $1 AND status = 'CANCELED'`, [
            order.orderId,
          ])
        ).length > 0,
      { what: 'the commit' },
    );
    await system.api.kill('SIGKILL');
    await answer;
    await system.api.start();
    expect(await cancel(order, key)).toMatchObject({ replayed: true, order: { status: 'CANCELED' } });
    await paymentWhen(system, order, { what: 'the refund', is: ({ status }) => status === 'REFUNDED' });
    await expectOneEffect(rows.refund, order);
  });
});
