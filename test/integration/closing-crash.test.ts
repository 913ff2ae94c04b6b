import { beforeAll, expect, test } from 'vitest';

import { fault, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { atPsp, movementsOf, paymentOf, paymentWhen } from './capture-fixture.js';

let system: TestSystem;
let shopper: Shopper;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
});

test('a worker killed between the release call and its record leaves one effect', async () => {
  await fault(system, { operation: 'payment_intents.capture', kind: 'fail', status: 503, times: 1 });
  const closing = {
    operation: 'payment_intents.capture',
    kind: 'timeout_after',
    match: { amount: 0 },
    times: 1,
  };
  await fault(system, closing);
  const order = await shopper.buy();
  const { pspIntentId } = await paymentWhen(system, order, {
    what: 'an authorization being closed',
    is: ({ authorization }) => authorization === 'CLOSING',
  });
  await waitFor(async () => (await atPsp(system, pspIntentId)).status === 'succeeded', {
    what: 'the authorization to close at the PSP',
  });
  await system.workers.kill('SIGKILL');
  await system.workers.start();
  await waitFor(
    async () => {
      const [step] = await system.database.sql<{ state: string }>(
        `SELECT state FROM psp_step WHERE subject_id = $1 AND kind = 'RELEASE'`,
        [order.orderId],
      );
      return step?.state === 'SUCCEEDED';
    },
    { what: 'the release step', timeoutMs: 60_000 },
  );
  expect(await paymentOf(system, order.orderId)).toMatchObject({
    status: 'CAPTURED',
    authorization: 'CLOSED',
  });
  expect((await movementsOf(system, pspIntentId)).map(({ type }) => type)).toEqual(Array(3).fill('capture'));
});
