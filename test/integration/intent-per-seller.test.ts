import { beforeAll, describe, expect, test } from 'vitest';

import type { PlaceOrderAnswer } from '../harness/shopper.js';
import { fault, journal, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { paymentOf, paymentWhen } from './capture-fixture.js';

/** The bank requires authentication for every payment, even with a saved card. */
const ALWAYS_AUTHENTICATES = '4000002760003184';

let system: TestSystem;
let shopper: Shopper;

beforeAll(async () => {
  system = await startSystem({ env: { CAPTURE_STRATEGY: 'intent_per_seller' } });
  shopper = new Shopper(system);
});

type IntentRow = {
  id: string;
  status: string;
  authorization: string | null;
  amount: number;
  pspIntentId: string | null;
  primaryIntentId: string | null;
};

const intentsOf = ({ orderId }: PlaceOrderAnswer): Promise<IntentRow[]> =>
  system.database.sql<IntentRow>(
    `SELECT id, status, authorization_state AS "authorization", amount_minor::int AS amount, psp_intent_id AS "pspIntentId", primary_intent_id AS "primaryIntentId"
     FROM payment_intent WHERE order_id = $1 ORDER BY attempt, primary_intent_id NULLS FIRST, id`,
    [orderId],
  );

/** The PSP's movements on the intents of an order, as `type amount`. */
async function movementsOf(order: PlaceOrderAnswer): Promise<string[]> {
  const intents = new Set((await intentsOf(order)).map(({ pspIntentId }) => pspIntentId));
  const all = await Promise.all(
    ['authorize', 'capture', 'release', 'void', 'expire'].map((type) => journal(system, type)),
  );
  const own = all.flat().filter(({ intent }) => intents.has(intent));
  return own.map(({ type, amount }) => `${type} ${amount}`).sort();
}

const captured = {
  what: 'a captured payment',
  is: ({ status }: { status: string }) => status === 'CAPTURED',
};

/** Waits until every step of the order has finished. */
const settled = (order: PlaceOrderAnswer) =>
  waitFor(
    async () => {
      const steps = await system.database.sql(
        `SELECT id FROM psp_step WHERE subject_id = $1 AND state IN ('DUE', 'LEASED') AND kind <> 'RETRIEVE'`,
        [order.orderId],
      );
      return steps.length === 0;
    },
    { what: 'all steps to finish', timeoutMs: 60_000 },
  );

describe('with an intent per seller', () => {
  test.each([2, 3])(
    '%i sellers have as many authorizations and captures, each on its own intent',
    async (sellers) => {
      const order = await shopper.buy({ sellers });
      const payment = await paymentWhen(system, order, captured);
      expect(payment).toMatchObject({
        strategy: 'INTENT_PER_SELLER',
        authorization: 'CLOSED',
        captured: payment.authorized,
      });
      const intents = await intentsOf(order);
      expect(intents.map(({ status, authorization }) => ({ status, authorization }))).toEqual(
        Array(sellers).fill({ status: 'AUTHORIZED', authorization: 'CLOSED' }),
      );
      const amounts = intents.map(({ amount }) => amount);
      expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(payment.authorized);
      expect(await movementsOf(order)).toEqual(
        amounts.flatMap((amount) => [`authorize ${amount}`, `capture ${amount}`]).sort(),
      );
      const [memo] = await system.database.sql<{ authorized: number; entries: number }>(
        `SELECT count(*)::int AS entries, sum(l.amount_minor)::int AS authorized FROM ledger_entry e
       JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'auth_hold' AND l.side = 'DR' WHERE e.order_id = $1`,
        [order.orderId],
      );
      expect(memo).toEqual({ entries: sellers, authorized: payment.authorized });
      // The shopper sees one attempt.
      expect((await shopper.fetchOrder(order)).payment.intents).toHaveLength(1);
    },
  );

  test('the plan states its reasons before authorization', async () => {
    const order = await shopper.place(await shopper.fillCart({ sellers: 2 }));
    expect(await paymentOf(system, order.orderId)).toMatchObject({
      strategy: 'INTENT_PER_SELLER',
      reasons: ['INTENT_PER_SELLER'],
    });
    const one = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    expect(await paymentOf(system, one.orderId)).toMatchObject({ strategy: null, reasons: ['ONE_SELLER'] });
  });
});

describe('one seller that cannot be authorized', () => {
  test('ends the attempt: the other authorizations are voided, nothing is charged, and the next attempt pays', async () => {
    const order = await shopper.place(await shopper.fillCart({ sellers: 3 }));
    const declined = { kind: 'fail', status: 402, code: 'card_declined', times: 1 };
    await fault(system, { operation: 'payment_intents.create', ...declined });
    await shopper.authorize(order, { confirmationToken: await shopper.card() });
    await waitFor(async () => (await intentsOf(order))[0]?.status === 'DECLINED', { what: 'the decline' });
    await settled(order);
    const intents = await intentsOf(order);
    expect(intents.map(({ status }) => status).sort()).toEqual(['CANCELED', 'DECLINED', 'DECLINED']);
    const known = intents.filter(({ pspIntentId }) => pspIntentId !== null);
    expect(await movementsOf(order)).toEqual(
      known.flatMap(({ amount }) => [`authorize ${amount}`, `void ${amount}`]).sort(),
    );
    expect(await shopper.fetchOrder(order)).toMatchObject({ status: 'PENDING_PAYMENT' });
    const again = await shopper.retry(order);
    await shopper.authorize({ ...order, ...again }, { confirmationToken: await shopper.card() });
    const payment = await paymentWhen(system, order, captured);
    expect(payment).toMatchObject({ strategy: 'MULTICAPTURE', captured: payment.authorized });
  });

  test('because the bank requires authentication, can be paid with one intent', async () => {
    const order = await shopper.place(await shopper.fillCart({ sellers: 2 }));
    const card = { confirmationToken: await shopper.card(ALWAYS_AUTHENTICATES) };
    expect(await shopper.authorize(order, card)).toMatchObject({ paymentIntentStatus: 'REQUIRES_ACTION' });
    await identify(order);
    await waitFor(async () => (await intentsOf(order))[0]?.status === 'DECLINED', { what: 'the decline' });
    await settled(order);
    const again = { ...order, ...(await shopper.retry(order)) };
    await shopper.authorize(again, { confirmationToken: await shopper.card(ALWAYS_AUTHENTICATES) });
    await identify(order);
    const payment = await paymentWhen(system, order, captured);
    expect(payment.strategy).toBe('MULTICAPTURE');
  });

  test('with an unknown outcome is retried with the same key and authorized once', async () => {
    const order = await shopper.place(await shopper.fillCart({ sellers: 2 }));
    await fault(system, { operation: 'payment_intents.create', kind: 'reset', times: 1 });
    await shopper.authorize(order, { confirmationToken: await shopper.card() });
    const payment = await paymentWhen(system, order, captured);
    const intents = await intentsOf(order);
    expect(await movementsOf(order)).toEqual(
      intents.flatMap(({ amount }) => [`authorize ${amount}`, `capture ${amount}`]).sort(),
    );
    expect(payment.captured).toBe(payment.authorized);
  });
});

/** The shopper authenticates at their bank. */
async function identify(order: PlaceOrderAnswer): Promise<void> {
  const url = await waitFor(
    async () => (await shopper.fetchOrder(order)).payment.intents.at(-1)?.nextAction?.redirectUrl ?? null,
    { what: 'the bank’s page' },
  );
  await fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'complete' }), redirect: 'manual' });
}

test('workers killed between the authorizations of an attempt leave one authorization and one capture per seller', async () => {
  const order = await shopper.place(await shopper.fillCart({ sellers: 3 }));
  // The PSP authorizes one of the others but never responds; the request for the last one never arrives.
  const unreported = { operation: 'payment_intents.create', kind: 'timeout_after', times: 1 };
  await fault(system, unreported);
  const lost = { operation: 'payment_intents.create', kind: 'timeout_before', times: 1 };
  await fault(system, lost);
  await shopper.authorize(order, { confirmationToken: await shopper.card() });
  await waitFor(async () => (await journalCount('authorize', order)) === 2, {
    what: 'a second authorization at the PSP',
  });
  await system.workers.kill('SIGKILL');
  expect((await intentsOf(order)).map(({ status }) => status)).toEqual(Array(3).fill('PENDING_AUTH'));
  expect(await shopper.fetchOrder(order)).toMatchObject({ status: 'PENDING_PAYMENT' });
  await system.workers.start();
  const payment = await paymentWhen(system, order, captured);
  const amounts = (await intentsOf(order)).map(({ amount }) => amount);
  expect(payment.captured).toBe(amounts.reduce((sum, amount) => sum + amount, 0));
  expect(await movementsOf(order)).toEqual(
    amounts.flatMap((amount) => [`authorize ${amount}`, `capture ${amount}`]).sort(),
  );
  // There is no authorization unknown to us.
  expect(await journalCount('authorize', order)).toBe(3);
});

/** Movements of the order at the PSP, whether or not we know the intent. */
async function journalCount(type: string, { orderId }: PlaceOrderAnswer): Promise<number> {
  const entries = await journal(system, type);
  return entries.filter(({ metadata }) => metadata?.['order_id'] === orderId).length;
}
