import { beforeAll, expect, test } from 'vitest';

import { ENDPOINT_EVENTS } from '../../adapters/stripe/endpoint-events.js';
import { createStripeClient } from '../../adapters/stripe/stripe-client.js';
import { verifyWebhook } from '../../adapters/stripe/stripe-webhook.js';
import { runStepJob } from '../../workers/jobs/run-step-job.js';
import { startCheckoutServices, type CheckoutServices, rewired } from '../harness/checkout-services.js';
import { askPsp, payInCore, placeInCore } from '../harness/core-shopper.js';
import { type SignedEvent, SignedEvents, WEBHOOK_SECRET } from './signed-events.js';

/*
 * All permutations of the webhooks of an order of three sellers: eleven events, so 39,916,800 permutations, and as many
 * again with each event duplicated or missing, interleaved with our own steps. They are not run one by one. The effect
 * of a delivery depends only on the world it meets: our rows and the PSP's. So every reachable world is reached on a
 * real order, every signal available in it is applied there, and the resulting world is recorded. All permutations are
 * then paths through this table, and all of them are walked.
 */

type Order = Awaited<ReturnType<typeof placeInCore>>;
/** An event's label, or `step:` and the kind of one of our due steps. */
type Signal = string;
type World = { name: string; path: readonly Signal[]; events: readonly string[]; next: Map<Signal, string> };

let started: CheckoutServices;
let signed: SignedEvents;
const worlds = new Map<string, World>();
let first: World;

beforeAll(async () => {
  started = await startCheckoutServices();
  signed = await new SignedEvents(started).open();
  first = await reach([]);
  for (const world of worlds.values()) {
    const steps = [...world.next.keys()];
    for (const signal of [...world.events, ...steps]) {
      const { name } = await reach([...world.path, signal]);
      world.next.set(signal, name);
    }
  }
}, 600_000);

test('every permutation of three sellers’ events, interleaved with our steps, leads to one state', () => {
  const all = [...worlds.values()].reduce(
    (most, { events }) => (events.length > most.length ? events : most),
    first.events,
  );
  expect(all.length).toBeGreaterThanOrEqual(9);
  const { ends, orders } = walk(all);
  expect(orders).toBe(factorial(all.length));
  expect(ends).toHaveLength(1);
  const [end] = ends;
  expect(JSON.parse(end ?? '{}')).toMatchObject({
    order: 'PAYMENT_CONFIRMED',
    payment: { status: 'CAPTURED', authorization: 'CLOSED' },
    psp: { status: 'succeeded' },
    paymentOrders: ['CAPTURED', 'CAPTURED', 'CAPTURED'],
  });
  for (const each of all) {
    expect([each, ...walk([...all, each]).ends]).toEqual([each, end]);
    const missing = walk(all.filter((other) => other !== each));
    expect([each, ...missing.ends]).toEqual([each, end]);
    expect(missing.orders).toBe(factorial(all.length - 1));
  }
});

test('the events that our endpoint subscribes to suffice in any order, duplicated or with one missing', () => {
  const all = [...worlds.values()].flatMap(({ events }) => events);
  const sent = [...new Set(all)].filter((label) => ENDPOINT_EVENTS.some((type) => label.startsWith(type)));
  expect(sent.length).toBeGreaterThanOrEqual(5);
  const { ends } = walk(sent);
  expect(ends).toHaveLength(1);
  expect(JSON.parse(ends[0] ?? '{}')).toMatchObject({
    payment: { status: 'CAPTURED', authorization: 'CLOSED' },
  });
  for (const each of sent) {
    expect([each, ...walk([...sent, each]).ends]).toEqual([each, ends[0]]);
    expect([each, ...walk(sent.filter((other) => other !== each)).ends]).toEqual([each, ends[0]]);
  }
});

/** The ends of all permutations of these events, and their number. Events are delivered after the PSP emits them. */
function walk(events: readonly string[]): { ends: readonly string[]; orders: number } {
  const whole = 2 ** events.length - 1;
  /** Keyed by the delivered events as bits: the possible worlds, and the number of permutations that lead there. */
  const places = new Map([[0, { worlds: withOurSteps([first.name]), orders: 1 }]]);
  for (let delivered = 0; delivered < whole; delivered += 1) {
    const place = places.get(delivered);
    if (place === undefined) continue;
    events.forEach((event, nth) => {
      if ((delivered & (1 << nth)) !== 0) return;
      const reached = [...place.worlds].flatMap((name) => worldOf(name).next.get(event) ?? []);
      if (reached.length === 0) return;
      const then = places.get(delivered | (1 << nth));
      places.set(delivered | (1 << nth), {
        worlds: withOurSteps([...(then?.worlds ?? []), ...reached]),
        orders: (then?.orders ?? 0) + place.orders,
      });
    });
  }
  const { worlds: last, orders } = places.get(whole) ?? { worlds: new Set<string>(), orders: 0 };
  return { ends: [...last].filter((name) => stepsOf(worldOf(name)).length === 0), orders };
}

/** These worlds and every world reachable from them by our own steps. */
function withOurSteps(names: readonly string[]): Set<string> {
  const all = new Set(names);
  for (const name of all) for (const to of stepsOf(worldOf(name))) all.add(to);
  return all;
}

function stepsOf({ next }: World): string[] {
  return [...next].flatMap(([signal, to]) => (signal.startsWith('step:') ? [to] : []));
}

function worldOf(name: string): World {
  const world = worlds.get(name);
  if (world === undefined) throw new Error(`unknown world ${name}`);
  return world;
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** Applies the signals to a new order whose authorization response was lost; returns the resulting world. */
async function reach(path: readonly Signal[]): Promise<World> {
  const order = await placeInCore(started, { sellers: 3, linesPerSeller: 1 });
  await payInCore(withLostResponse(started), order);
  for (const signal of path) await apply(order, signal);
  const events = (await signed.about(order.pspIntentId)).map(({ label }) => label);
  const name = JSON.stringify({ ...(await snapshotOf(order)), events });
  const known = worlds.get(name);
  if (known !== undefined) return known;
  const due = await dueSteps(order);
  const world = { name, path, events, next: new Map(due.map(({ kind }) => [`step:${kind}`, ''])) };
  worlds.set(name, world);
  return world;
}

/** The use cases with a PSP that confirms but whose response is lost. */
function withLostResponse(system: CheckoutServices): CheckoutServices {
  return rewired(system, ({ psp }) => ({
    psp: {
      ...psp,
      async confirmIntent(call) {
        await psp.confirmIntent(call);
        return { outcome: 'unknown', reason: 'the response was lost', retryAfterMs: null };
      },
    },
  }));
}

async function apply(order: Order, signal: Signal): Promise<void> {
  if (signal.startsWith('step:')) return runOneStep(order, signal.slice('step:'.length));
  const event = (await signed.about(order.pspIntentId)).find(({ label }) => label === signal);
  if (event === undefined) throw new Error(`the PSP has not emitted ${signal}`);
  await deliver(event);
}

async function runOneStep(order: Order, kind: string): Promise<void> {
  const id = (await dueSteps(order)).find((step) => step.kind === kind)?.id;
  if (id === undefined) throw new Error(`no ${kind} is due`);
  await started.database.sql('UPDATE psp_step SET run_at = now() WHERE id = $1', [id]);
  await runStepJob(started.services, id);
}

const dueSteps = ({ orderId }: Order) =>
  started.database.sql<{ id: string; kind: string }>(
    `SELECT s.id, s.kind FROM psp_step s LEFT JOIN payment_order po ON po.id = s.params->'paymentOrderIds'->>0
     WHERE s.subject_id = $1 AND s.state = 'DUE' ORDER BY s.kind, po.seller_id`,
    [orderId],
  );

/** Delivers as endpoint and job do, twice concurrently; a repeated event is one whose processed mark was lost. */
async function deliver({ id, rawBody, signature }: SignedEvent): Promise<void> {
  const { services, database } = started;
  const stripe = createStripeClient({ secretKey: 'sk_test_x', apiBase: null });
  const event = verifyWebhook(stripe, { rawBody, signature, secrets: [WEBHOOK_SECRET] });
  if (event === null) throw new Error(`${id} is not signed`);
  const { inbox, webhooks } = services;
  if (!(await inbox.keep(event)))
    await database.sql('UPDATE webhook_event SET processed_at = NULL WHERE id = $1', [id]);
  if (await inbox.keep(event)) throw new Error(`${id} was stored twice`);
  await Promise.all([1, 2].map(() => webhooks.process({ eventId: id })));
  if ((await webhooks.process({ eventId: id })) !== 'GONE')
    throw new Error(`${id} was processed but is not done`);
}

/** All stored data of an order except what differs between orders: ids, times and attempt counts. */
async function snapshotOf({ orderId, pspIntentId }: Order): Promise<Record<string, unknown>> {
  const { database } = started;
  const intent = (await askPsp(started, `/v1/payment_intents/${pspIntentId}`)) as unknown as {
    status: string;
    amount_received: number;
  };
  const [row] = await database.sql<Record<string, unknown>>(
    `SELECT o.status AS "order",
       jsonb_build_object('status', p.status, 'authorization', p.authorization_state, 'authorized', p.authorized_minor, 'captured', p.captured_minor) AS payment,
       (SELECT jsonb_agg(status ORDER BY attempt) FROM payment_intent WHERE order_id = $1) AS intents,
       (SELECT jsonb_agg(status ORDER BY seller_id) FROM payment_order WHERE order_id = $1) AS "paymentOrders",
       (SELECT jsonb_agg(captured_minor ORDER BY seller_id) FROM payment_order WHERE order_id = $1) AS captured,
       (SELECT jsonb_agg(status ORDER BY seller_id) FROM seller_order WHERE order_id = $1) AS "sellerOrders",
       (SELECT jsonb_agg(s.kind || ' ' || s.state ORDER BY s.kind, s.state) FROM psp_step s WHERE s.subject_id = $1) AS steps,
       (SELECT jsonb_agg(r.status ORDER BY r.item_id) FROM stock_reservation r WHERE r.order_id = $1) AS stock,
       (SELECT jsonb_agg(e.type ORDER BY e.type) FROM outbox_event e WHERE e.aggregate_id IN ($1, p.id)) AS emitted,
       (SELECT jsonb_agg(t.machine || ' ' || coalesce(t.from_state, '') || ' ' || t.to_state ORDER BY t.machine, t.from_state, t.to_state)
          FROM state_transition t WHERE t.order_id = $1) AS history,
       (SELECT jsonb_agg(jsonb_build_array(e.fact, l.account, l.seller_id, l.side, l.amount_minor) ORDER BY e.fact, l.account, l.seller_id, l.side, l.amount_minor)
          FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id WHERE e.order_id = $1) AS ledger
     FROM orders o JOIN payment p ON p.order_id = o.id WHERE o.id = $1`,
    [orderId],
  );
  return { ...row, psp: { status: intent.status, captured: intent.amount_received } };
}
