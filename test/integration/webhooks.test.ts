import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { fault, type PlaceOrderAnswer, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { atPsp, paymentOf, paymentWhen } from './capture-fixture.js';
import {
  deliver,
  eventAbout,
  eventWhen,
  keptEvent,
  nowSeconds,
  sign,
  untilAuthorizationIsRecorded,
} from './webhook-fixture.js';

const OUR_ACCOUNT = 'acct_ours';
let system: TestSystem;
let shopper: Shopper;

beforeAll(async () => {
  system = await startSystem({ env: { STRIPE_ACCOUNT: OUR_ACCOUNT } });
  shopper = new Shopper(system);
});

const newEventId = () => `evt_${randomUUID()}`;

/** Delivers a signed event and waits until it has been handled. */
async function reported(object: Record<string, unknown>, rest: Parameters<typeof eventAbout>[1]) {
  const payload = eventAbout(object, rest);
  expect(await deliver(system.apiUrl, payload, sign(payload, { secret: system.webhookSecret }))).toBe(200);
  return eventWhen(system, rest.id, ({ state }) => state !== 'WAITING');
}

describe('the webhook endpoint', () => {
  const secret = () => system.webhookSecret;
  const payloadOf = (id: string) => eventAbout({ id: 'pi_unknown', object: 'payment_intent' }, { id });

  test('stores a signed event before it returns 200, and a second delivery changes nothing', async () => {
    const id = newEventId();
    const payload = payloadOf(id);
    const signature = sign(payload, { secret: secret() });
    expect(await deliver(system.apiUrl, payload, signature)).toBe(200);
    expect(await deliver(system.apiUrl, payload, signature)).toBe(200);
    expect(await keptEvent(system, id)).toMatchObject({ id });
  });

  test('rejects forged, altered, truncated, old and unsigned events, and stores none', async () => {
    const id = newEventId();
    const payload = payloadOf(id);
    const signature = sign(payload, { secret: secret() });
    const rejected = [
      await deliver(system.apiUrl, payload, sign(payload, { secret: 'whsec_of_someone_else' })),
      await deliver(system.apiUrl, payload.replace('pi_unknown', 'pi_another'), signature),
      await deliver(system.apiUrl, payload.slice(0, -1), signature),
      await deliver(system.apiUrl, '', signature),
      await deliver(
        system.apiUrl,
        payload,
        sign(payload, { secret: secret(), timestamp: nowSeconds() - 330 }),
      ),
      await deliver(system.apiUrl, payload, ''),
      await deliver(system.apiUrl, payload, signature.replace('v1=', 'v0=')),
    ];
    expect(rejected).toEqual(Array(rejected.length).fill(400));
    expect(await keptEvent(system, id)).toBeUndefined();
  });

  test('rejects a signed body that is not an event, and keeps running', async () => {
    for (const body of ['{"id":"evt_cut', 'null', '[]', '{}']) {
      expect(await deliver(system.apiUrl, body, sign(body, { secret: secret() }))).toBe(400);
    }
    const huge = payloadOf(newEventId()) + ' '.repeat(2 * 1024 * 1024);
    expect(await deliver(system.apiUrl, huge, sign(huge, { secret: secret() }))).toBe(413);
    expect((await fetch(`${system.apiUrl}/readyz`)).status).toBe(200);
  });

  test('accepts both secrets during rotation, and only the new one afterwards', async () => {
    const next = 'whsec_the_next_one';
    const rotating = await system.startApi({ STRIPE_WEBHOOK_SECRET: `${next},${secret()}` });
    const rotated = await system.startApi({ STRIPE_WEBHOOK_SECRET: next });
    const signedWith = async (url: string, by: string) => {
      const payload = payloadOf(newEventId());
      return deliver(url, payload, sign(payload, { secret: by }));
    };
    expect(await signedWith(rotating.url, secret())).toBe(200);
    expect(await signedWith(rotating.url, next)).toBe(200);
    expect(await signedWith(rotated.url, next)).toBe(200);
    expect(await signedWith(rotated.url, secret())).toBe(400);
    await Promise.all([rotating.stop(), rotated.stop()]);
  });
});

describe('a signed event that does not match our records', () => {
  /** An authorized, uncaptured order, and its intent as the PSP would put it into an event. */
  async function authorizedOrder() {
    await system.database.sql(`UPDATE seller SET capture_mode = 'ON_SHIPMENT'`);
    const order = await shopper.buy({ sellers: 1 });
    const { pspIntentId: id, authorized: amount } = await paymentWhen(system, order, {
      what: 'the authorization',
      is: ({ authorization }) => authorization === 'OPEN',
    });
    await system.database.sql(`UPDATE seller SET capture_mode = 'AUTOMATIC'`);
    await untilAuthorizationIsRecorded(system, id);
    return { order, intent: { id, object: 'payment_intent', amount, currency: 'eur' } };
  }

  const foreign = [
    { what: 'of live mode', envelope: { livemode: true }, reason: 'in live mode, our key is in test mode' },
    {
      what: 'of another account',
      envelope: { account: 'acct_theirs' },
      reason: 'acct_theirs, which is not our account',
    },
    { what: 'about another amount', change: { amount: 1 }, reason: 'the PSP reports 1 EUR instead of' },
    { what: 'about another currency', change: { currency: 'usd' }, reason: 'USD instead of' },
  ];

  test.each(foreign)(
    '$what is parked with the reason and changes nothing',
    async ({ envelope, change, reason }) => {
      const { order, intent } = await authorizedOrder();
      // The authorization is canceled at the PSP, and only this event reports it, so it would change our records.
      const drop = await fault(system, { operation: '*', kind: 'webhook_drop' });
      await fetch(`${system.simulator.url}/v1/payment_intents/${intent.id}/cancel`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_splitcart' },
      });
      await drop();
      const before = await wholeOrder(order);
      const type = 'payment_intent.canceled';
      const parked = await reported({ ...intent, ...change }, { id: newEventId(), type, ...envelope });
      expect(parked).toMatchObject({ state: 'PARKED', attempt: 0 });
      expect(parked.reason).toContain(reason);
      expect(await wholeOrder(order)).toEqual(before);
      // The same event without the flaw is applied.
      await reported(intent, { id: newEventId(), type, account: OUR_ACCOUNT });
      expect(await paymentOf(system, order.orderId)).toMatchObject({ status: 'VOIDED' });
    },
  );

  test('is parked again when it is replayed', async () => {
    const { intent } = await authorizedOrder();
    const { id } = await reported(intent, { id: newEventId(), livemode: true });
    await system.database.sql(
      `UPDATE webhook_event SET parked_at = NULL, parked_reason = NULL, dispatched_at = NULL WHERE id = $1`,
      [id],
    );
    expect(await eventWhen(system, id, ({ state }) => state !== 'WAITING')).toMatchObject({
      state: 'PARKED',
      reason: expect.stringContaining('live mode') as string,
    });
  });

  test('about an unknown object is retried, and parked when the object stays unknown', async () => {
    const payload = eventAbout({ id: 'pi_never_ours', object: 'payment_intent' }, { id: newEventId() });
    const { id } = JSON.parse(payload) as { id: string };
    await deliver(system.apiUrl, payload, sign(payload, { secret: system.webhookSecret }));
    await eventWhen(system, id, ({ state, attempt }) => state === 'WAITING' && attempt === 1);
    await system.database.sql(
      `UPDATE webhook_event SET attempt = 8, run_at = now(), dispatched_at = NULL WHERE id = $1`,
      [id],
    );
    expect(await eventWhen(system, id, ({ state }) => state !== 'WAITING')).toMatchObject({
      state: 'PARKED',
      reason: 'pi_never_ours belongs to no known order',
    });
  });
});

test('an event that arrives before our record of its object waits until the object is known', async () => {
  // The PSP creates the intent and sends its webhook, while our call gets no response for ten seconds.
  await fault(system, { operation: 'payment_intents.create', kind: 'timeout_after', times: 1 });
  const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
  await waitFor(async () => (await shopper.fetchOrder(order)).payment.intents[0]?.status === 'CREATED', {
    what: 'the intent',
    timeoutMs: 60_000,
  });
  const { pspIntentId } = await paymentOf(system, order.orderId);
  const [event] = await system.database.sql<{ id: string }>(
    `SELECT id FROM webhook_event WHERE psp_object_id = $1 AND type = 'payment_intent.created'`,
    [pspIntentId],
  );
  const processed = await eventWhen(system, event?.id ?? '', ({ state }) => state !== 'WAITING');
  expect(processed).toMatchObject({ state: 'PROCESSED' });
  expect(processed.attempt).toBeGreaterThan(0);
});

test('an intent with an amount other than requested never counts as paid', async () => {
  const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
  const { pspIntentId } = await paymentOf(system, order.orderId);
  const requested = await atPsp(system, pspIntentId);
  await fetch(`${system.simulator.url}/v1/payment_intents/${pspIntentId}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_splitcart' },
    body: new URLSearchParams({ amount: '77' }),
  });
  await shopper.authorize(order, { confirmationToken: await shopper.card() });
  expect(await atPsp(system, pspIntentId)).toMatchObject({ status: 'requires_capture', amount: 77 });
  expect(await shopper.fetchOrder(order)).toMatchObject({ status: 'PENDING_PAYMENT' });
  const [step] = await system.database.sql(
    `SELECT state, error FROM psp_step WHERE subject_id = $1 AND kind = 'CONFIRM'`,
    [order.orderId],
  );
  const error = `the PSP reports 77 EUR instead of ${requested.amount} EUR`;
  expect(step).toEqual({ state: 'NEEDS_ATTENTION', error });
  const parked = await waitFor(
    async () =>
      (
        await system.database.sql<{ reason: string }>(
          `SELECT parked_reason AS reason FROM webhook_event WHERE psp_object_id = $1 AND type = 'payment_intent.amount_capturable_updated' AND parked_at IS NOT NULL`,
          [pspIntentId],
        )
      )[0],
    { what: 'the parked event' },
  );
  expect(parked.reason).toBe(`${pspIntentId}: ${error}`);
});

describe('an authorization that expires at the PSP', () => {
  test('is recorded from the events of its charge alone', async () => {
    await system.database.sql(`UPDATE seller SET capture_mode = 'ON_SHIPMENT'`);
    const order = await shopper.buy({ sellers: 2 });
    await untilAuthorizationIsRecorded(system, (await paymentOf(system, order.orderId)).pspIntentId);
    const drop = await fault(system, { operation: 'payment_intent.*', kind: 'webhook_drop' });
    await fetch(`${system.simulator.url}/_sim/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceDays: 8 }),
    });
    await paymentWhen(system, order, {
      what: 'the expiry',
      is: ({ status }) => status === 'VOIDED',
    });
    await drop();
    const [reported] = await system.database.sql(
      `SELECT t.actor, w.type FROM state_transition t JOIN webhook_event w ON w.id = t.cause
       WHERE t.order_id = $1 AND t.to_state = 'VOIDED' AND t.machine = 'Payment'`,
      [order.orderId],
    );
    expect(reported).toEqual({ actor: 'psp', type: 'charge.expired' });
  });
});

/** All stored data of an order. */
async function wholeOrder({ orderId, paymentId }: PlaceOrderAnswer): Promise<unknown> {
  const [row] = await system.database.sql(
    `SELECT (SELECT to_jsonb(o) FROM orders o WHERE o.id = $1) AS orders,
       (SELECT to_jsonb(p) FROM payment p WHERE p.id = $2) AS payment,
       (SELECT jsonb_agg(i ORDER BY i.id) FROM payment_intent i WHERE i.order_id = $1) AS intents,
       (SELECT jsonb_agg(s ORDER BY s.id) FROM payment_order s WHERE s.order_id = $1) AS "paymentOrders",
       (SELECT jsonb_agg(s ORDER BY s.id) FROM psp_step s WHERE s.subject_id = $1) AS steps,
       (SELECT count(*)::int FROM state_transition t WHERE t.order_id = $1) AS transitions,
       (SELECT jsonb_agg(e.id ORDER BY e.position) FROM outbox_event e WHERE e.aggregate_id IN ($1, $2)) AS events`,
    [orderId, paymentId],
  );
  return row;
}
