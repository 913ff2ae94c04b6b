// Long: the circuit has to open, cool down and close again.
import { beforeAll, expect, test } from 'vitest';

import { fault, journal, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';

let system: TestSystem;
let shopper: Shopper;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
});

const captureSteps = (orderIds: readonly string[]) =>
  system.database.sql<{ state: string; attempt: number; error: string | null }>(
    `SELECT state, attempt, error FROM psp_step WHERE kind = 'CAPTURE' AND subject_id = ANY($1)`,
    [orderIds],
  );

const isPspUp = async (url: string): Promise<boolean> => {
  const ready = (await (await fetch(`${url}/readyz`)).json()) as {
    dependencies: { psp: { up: boolean } };
  };
  return ready.dependencies.psp.up;
};

test('an unavailable PSP gets only single probe calls, and skipped calls use no attempt', async () => {
  const removeFault = await fault(system, {
    operation: 'payment_intents.capture',
    kind: 'fail',
    status: 503,
  });
  const orders = await Promise.all(Array.from({ length: 8 }, () => shopper.buy()));
  const ids = orders.map(({ orderId }) => orderId);
  await waitFor(async () => !(await isPspUp(system.workers.url)), { what: 'the open circuit' });
  await waitFor(
    async () => (await captureSteps(ids)).some(({ error }) => error?.includes('circuit open') === true),
    { what: 'a step that was not called' },
  );
  const attempts = (await captureSteps(ids)).reduce((sum, { attempt }) => sum + attempt, 0);
  expect(attempts).toBeLessThan(ids.length * 3);
  await removeFault();
  await waitFor(async () => (await captureSteps(ids)).every(({ state }) => state === 'SUCCEEDED'), {
    what: 'all captures',
    timeoutMs: 60_000,
  });
  expect(await isPspUp(system.workers.url)).toBe(true);
  const keys = (await journal(system, 'capture')).map(({ idempotency_key: key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('rate-limited requests use no attempt and pause their queue', async () => {
  const removeFault = await fault(system, {
    operation: 'payment_intents.capture',
    kind: 'rate_limit',
    retryAfterSeconds: 1,
    times: 6,
  });
  const order = await shopper.buy();
  await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
    what: 'the captures',
    timeoutMs: 60_000,
  });
  await removeFault();
  expect(await captureSteps([order.orderId])).toEqual(
    Array.from({ length: 3 }, () => ({ state: 'SUCCEEDED', attempt: 1, error: null })),
  );
  expect(await isPspUp(system.workers.url)).toBe(true);
});
