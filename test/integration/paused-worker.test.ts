import { expect, test } from 'vitest';

import { fault, journal, Shopper } from '../harness/shopper.js';
import { startSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { paymentOf, paymentWhen } from './capture-fixture.js';

/** Twice a step's lease: another worker has long taken over. */
const PAUSE_MS = 40_000;

test('a worker paused for 40 s records the PSP’s result, and nothing happens twice', async () => {
  const system = await startSystem({ gate: true, api: false, workers: false });
  const direct = { DATABASE_URL: system.database.url };
  await system.startApi(direct);
  // Only the worker that will be paused connects through the gate.
  const paused = await system.startWorkers();
  const shopper = new Shopper(system);
  await fault(system, { operation: '*', kind: 'webhook_drop' });
  const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));

  // It has the PSP's response to its capture, and is about to lock the order to record it.
  const isAtGate = system.gate.hold({ hold: 'REQUEST', words: ['checkout-lock', order.orderId] });
  await shopper.authorize(order, { confirmationToken: await shopper.card() });
  await isAtGate;
  await paused.kill('SIGSTOP');
  const since = Date.now();
  const captures = async () => {
    const { pspIntentId } = await paymentOf(system, order.orderId);
    return (await journal(system, 'capture')).filter(({ intent }) => intent === pspIntentId);
  };
  expect(await captures()).toHaveLength(1);

  // Another worker takes over the step when the lease expires; its PSP calls fail.
  const removeFault = await fault(system, {
    operation: 'payment_intents.capture',
    kind: 'fail',
    status: 503,
  });
  await system.startWorkers(direct);
  const step = async () => {
    const [row] = await system.database.sql<{ state: string; attempt: number }>(
      `SELECT state, attempt FROM psp_step WHERE subject_id = $1 AND kind = 'CAPTURE'`,
      [order.orderId],
    );
    return row;
  };
  await waitFor(async () => ((await step())?.attempt ?? 0) > 1, {
    what: 'the second worker',
    timeoutMs: 60_000,
  });
  await waitFor(() => Date.now() - since > PAUSE_MS, { what: 'the end of the pause', timeoutMs: PAUSE_MS });
  expect(await paymentOf(system, order.orderId)).toMatchObject({ status: 'NOT_CAPTURED' });

  await paused.kill('SIGCONT');
  system.gate.release();
  await paymentWhen(system, order, { what: 'the late result', is: ({ status }) => status === 'CAPTURED' });
  // Without its lease it cannot end the step, which the other worker will finish with the same result.
  expect(await step()).not.toMatchObject({ state: 'SUCCEEDED' });
  await removeFault();
  await waitFor(async () => (await step())?.state === 'SUCCEEDED', { what: 'the step', timeoutMs: 60_000 });

  expect(await captures()).toHaveLength(1);
  const emitted = await system.database.sql<{ type: string; n: number }>(
    `SELECT type, count(*)::int AS n FROM outbox_event WHERE aggregate_id IN ($1, $2) GROUP BY type HAVING count(*) > 1`,
    [order.orderId, order.paymentId],
  );
  expect(emitted).toEqual([]);
  expect((await paymentOf(system, order.orderId)).paymentOrders).toMatchObject([{ status: 'CAPTURED' }]);
}, 180_000);
