// Long: shoppers buy for ten minutes while processes and servers are killed; part of `npm run long`, not of `npm test`.
import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { childEnvironment, environmentVariable } from '../../config/environment.js';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { runCommand } from '../../tools/stack/run-command.js';
import type { TestProcess } from '../harness/process.js';
import { fault, otherShopper, type PlaceOrderAnswer, type Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { actOnServer } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';

const minutes = Number(environmentVariable('SOAK_MINUTES') ?? 10);
const soakMs = minutes * 60_000;
const SHOPPERS = 4;
/** Pause between two faults, long enough for the system to recover. */
const PAUSE_MS = 8_000;
const OUTAGE_MS = 4_000;
const ANSWERED_WITHIN_MS = 2 * 60_000;
/** The PSP is polled about payments it has not reported on for three minutes. */
const SETTLED_WITHIN_MS = 10 * 60_000;

/** Waits: an outage is nothing but time without a server. */
async function timePasses(ms: number): Promise<void> {
  const endsAt = Date.now() + ms;
  await waitFor(() => Date.now() >= endsAt, { what: 'time to pass', timeoutMs: 2 * ms });
}

type Outage = Readonly<{ name: string; happen: () => Promise<unknown> }>;

function outagesOf(system: TestSystem, processes: readonly TestProcess[]): readonly Outage[] {
  const outage = async (begin: () => Promise<unknown>, end: () => Promise<unknown>) => {
    await begin();
    await timePasses(OUTAGE_MS);
    await end();
  };
  const pspAway = { operation: '*', kind: 'fail', status: 503 };
  return [
    ...processes.map((each) => ({
      name: `${each.name} killed`,
      happen: () =>
        outage(
          () => each.kill('SIGKILL'),
          () => each.start(),
        ),
    })),
    {
      name: 'PSP down',
      happen: async () => {
        const removeFault = await fault(system, pspAway);
        await outage(() => Promise.resolve(), removeFault);
      },
    },
    ...(['redis', 'kafka', 'postgres'] as const).map((server) => ({
      name: `${server} killed`,
      happen: () =>
        outage(
          () => actOnServer(server, 'kill'),
          () => waitFor(() => actOnServer(server, 'start').then(() => true), { timeoutMs: 60_000 }),
        ),
    })),
    {
      name: 'Redis frozen',
      happen: () =>
        outage(
          () => actOnServer('redis', 'SIGSTOP'),
          () => actOnServer('redis', 'SIGCONT'),
        ),
    },
  ];
}

/** Retries until the answer is as wanted, each time with the same key, as the web app does. */
async function persist<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean = () => true,
): Promise<Answer> {
  let last: unknown;
  const wanted = async () => {
    const answer = await ask();
    last = answer;
    return isWanted(answer) ? { answer } : null;
  };
  try {
    return (await waitFor(wanted, { what, timeoutMs: ANSWERED_WITHIN_MS, everyMs: 500 })).answer;
  } catch (error) {
    throw new Error(`${what} never came; the last answer was ${JSON.stringify(last)}`, { cause: error });
  }
}

async function buyOnce(shopper: Shopper): Promise<PlaceOrderAnswer> {
  const cart = await persist('a cart', () => shopper.fillCart());
  const [placeKey, payKey] = [randomUUID(), randomUUID()];
  const order = await persist(
    'the order',
    () => shopper.place(cart, placeKey),
    ({ __typename }) => __typename === 'PlaceOrderSuccess',
  );
  // The answer under the key is final, so it may stay CREATED_PENDING: the order itself has the intent.
  await persist(
    'the intent',
    () => shopper.fetchOrder(order),
    ({ payment }) => payment.intents.some(({ status }) => status === 'CREATED'),
  );
  // None while the PSP is away.
  const confirmationToken = await persist(
    'a card',
    () => shopper.card(),
    (token) => typeof token === 'string',
  );
  await persist(
    'the bank',
    () => shopper.authorize(order, { confirmationToken, key: payKey }),
    ({ __typename }) => __typename === 'AuthorizePaymentSuccess',
  );
  return order;
}

async function verified({
  database,
  simulator,
}: TestSystem): Promise<{ code: number | null; output: string }> {
  const env = { DATABASE_URL: database.url, STRIPE_API_BASE: simulator.url };
  return await runCommand(process.execPath, [`${projectRoot}/dist/tools/verify/main.js`], {
    timeoutMs: 120_000,
    cwd: projectRoot,
    env: childEnvironment(env),
  });
}

const UNFINISHED = `SELECT id FROM payment WHERE status <> 'CAPTURED'
  UNION ALL SELECT id FROM webhook_event WHERE processed_at IS NULL AND parked_at IS NULL
  UNION ALL SELECT id FROM outbox_event WHERE published_at IS NULL`;

test(
  `after ${minutes} minutes of shopping during outages every order is captured and every guarantee holds`,
  async () => {
    const system = await startSystem();
    await system.database.sql('UPDATE stock SET on_hand = on_hand + 1000000 WHERE on_hand > 1000');
    const second = await system.startApi();
    const processes = [system.api, second, system.workers, await system.startWorkers()];
    const endsAt = Date.now() + soakMs;
    const orders: PlaceOrderAnswer[] = [];
    const buying = Array.from({ length: SHOPPERS }, async (_, nth) => {
      const shopper = otherShopper(system, nth % 2 === 0 ? system.apiUrl : second.url);
      while (Date.now() < endsAt) orders.push(await buyOnce(shopper));
    });
    const outages = outagesOf(system, processes);
    let happened = 0;
    const breaking = async () => {
      for (; Date.now() < endsAt; happened += 1) {
        await timePasses(PAUSE_MS);
        await outages[happened % outages.length]?.happen();
      }
    };
    await Promise.all([...buying, breaking()]);
    await waitFor(async () => (await system.database.sql(UNFINISHED)).length === 0, {
      what: 'all work to finish',
      timeoutMs: SETTLED_WITHIN_MS,
    });
    expect(await verified(system)).toMatchObject({ code: 0 });
    process.stdout.write(`soak: ${orders.length} orders, ${happened} outages in ${minutes} minutes\n`);
    expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(orders.length);
    expect(orders.length).toBeGreaterThan(SHOPPERS);
  },
  soakMs + SETTLED_WITHIN_MS + 5 * 60_000,
);
