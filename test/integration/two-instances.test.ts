import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { createGraphqlClient } from '../harness/client.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';

const ROUNDS = 5;

let system: TestSystem;
/** One shopper through two processes on one database. */
let shoppers: readonly [Shopper, Shopper];

beforeAll(async () => {
  system = await startSystem();
  const second = createGraphqlClient((await system.startApi()).url);
  atEndOfFile(async () => await second.close());
  shoppers = [new Shopper(system), new Shopper(system, second)];
});

/** Runs the command concurrently, twice per process. */
const byBoth = <Answer>(ask: (shopper: Shopper) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all([...shoppers, ...shoppers].map(ask));

type Answer = { __typename: string; replayed?: boolean; code?: string };

/** One request did the work; every other got its answer, or was told that it is in progress. */
function expectOneDidIt(answers: readonly Answer[], success: string): void {
  const did = answers.filter(({ __typename, replayed }) => __typename === success && replayed === false);
  expect(did).toHaveLength(1);
  for (const { __typename, code, replayed } of answers) {
    if (__typename === success) continue;
    expect([code, replayed]).toEqual(['IDEMPOTENCY_KEY_IN_PROGRESS', undefined]);
  }
}

async function charges(paymentIntentId: string): Promise<number> {
  const [row] = await system.database.sql<{ psp_intent_id: string }>(
    'SELECT psp_intent_id FROM payment_intent WHERE id = $1',
    [paymentIntentId],
  );
  const url = `${system.simulator.url}/v1/charges?payment_intent=${row?.psp_intent_id ?? ''}`;
  const response = await fetch(url, { headers: { authorization: 'Bearer sk_test_splitcart' } });
  return ((await response.json()) as { data: unknown[] }).data.length;
}

describe('one key at two processes concurrently', () => {
  test('places one order, and both processes return that one', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const cart = await shoppers[0].fillCart({ sellers: 2 });
      const key = randomUUID();
      const orderOf = async (shopper: Shopper) => {
        const { __typename, orderId } = await shopper.place(cart, key);
        return __typename === 'PlaceOrderSuccess' && orderId;
      };
      expectOneDidIt(await byBoth((shopper) => shopper.place(cart, key)), 'PlaceOrderSuccess');
      const reported = await Promise.all(shoppers.map((shopper) => waitFor(() => orderOf(shopper))));
      expect(new Set(reported).size).toBe(1);
      const steps = await system.database.sql(
        `SELECT 1 FROM psp_step WHERE subject_id = $1 AND kind = 'CREATE_INTENT'`,
        [reported[0]],
      );
      expect(steps).toHaveLength(1);
    }
    const [row] = await system.database.sql<{ n: number }>('SELECT count(*)::int AS n FROM orders');
    expect(row?.n).toBe(ROUNDS);
  });

  test('authorizes once, and both processes return that one answer', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = await shoppers[0].place(await shoppers[0].fillCart({ sellers: 2 }));
      const payment = { confirmationToken: await shoppers[0].card(), key: randomUUID() };
      expectOneDidIt(await byBoth((shopper) => shopper.authorize(order, payment)), 'AuthorizePaymentSuccess');
      const reported = await Promise.all(
        shoppers.map((shopper) =>
          waitFor(async () => {
            const { __typename, paymentIntentStatus } = await shopper.authorize(order, payment);
            return __typename === 'AuthorizePaymentSuccess' && paymentIntentStatus;
          }),
        ),
      );
      expect(reported).toEqual(['AUTHORIZED', 'AUTHORIZED']);
      expect(await charges(order.paymentIntentId)).toBe(1);
    }
  });
});
