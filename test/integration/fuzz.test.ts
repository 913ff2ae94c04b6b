import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import type WebSocket from 'ws';

import { environmentVariable } from '../../config/environment.js';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { createGraphqlClient } from '../harness/client.js';
import { Device } from '../harness/device.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { type ChangedRows, watchRows } from './changed-rows.js';
import { type Operation, type Request, requests } from './fuzz-documents.js';
import type { Known } from './fuzz-values.js';
import { newcomer, signedIn } from './identity-fixture.js';

const AT_ONCE = 16;
/** Approximate total; one seed always makes the same requests. `FUZZ_REQUESTS=<number>` sends more. */
const requestCount = Number(environmentVariable('FUZZ_REQUESTS') ?? 2_000);
const batchesOf = (ratio: number): number => Math.round((requestCount * ratio) / AT_ONCE) * AT_ONCE;
const RUNS = { query: batchesOf(0.55), mutation: batchesOf(0.4), subscription: batchesOf(0.05) } as const;
const TIMEOUT_MS = 60_000 + requestCount * 100;

const schemaText = readFileSync(join(projectRoot, 'schema.graphql'), 'utf8');
/** Derived from the schema, so one source tree always gives the same verdict. `FUZZ_SEED=<number>` overrides it. */
const seed = Number(
  environmentVariable('FUZZ_SEED') ?? createHash('sha256').update(schemaText).digest().readUInt32BE() >>> 1,
);
const schema = buildSchema(schemaText);

let system: TestSystem;
let known: Known;
let actors: Actor[];
let changes: ChangedRows;

/** An actor with a device, who signs in again when the session ends. */
type Actor = { name: string; device: Device; enter: () => Promise<Device> };

beforeAll(async () => {
  system = await startSystem({ workers: false });
  const owner = (await newcomer(system)).device;
  known = await makeKnown(owner);
  const staff = (name: string) => () => signedIn(system, `${name}@splitcart.example`, `demo-${name}-2026`);
  const admin = await staff('admin')();
  const created = await admin.result(
    `mutation { createApiKey(input: { name: "Fuzz", scopes: ["payments:read", "orders:read"] }) { ... on CreateApiKeySuccess { secret } } }`,
  );
  const service = () =>
    Promise.resolve(Object.assign(new Device(system.apiUrl), { accessToken: String(created['secret']) }));
  const stranger = async () => (await newcomer(system)).device;
  const entries: Record<string, () => Promise<Device>> = {
    anonymous: () => Promise.resolve(new Device(system.apiUrl)),
    owner: async () => owner.copy(),
    stranger,
    seller: staff('kiln'),
    ops: staff('ops'),
    finance: staff('finance'),
    admin: staff('admin'),
    service,
  };
  actors = await Promise.all(
    Object.entries(entries).map(async ([name, enter]) => ({ name, device: await enter(), enter })),
  );
  actors = actors.map((actor) => (actor.name === 'owner' ? { ...actor, enter: stranger } : actor));
  changes = await watchRows(system.database);
});

/** Carts and orders of a guest and an account, unpaid and paid, and ids from every table. */
async function makeKnown(owner: Device): Promise<Known> {
  const client = createGraphqlClient(system.apiUrl, { authorization: `Bearer ${owner.accessToken ?? ''}` });
  const guest = new Shopper(system);
  const account = new Shopper(system, client);
  const carts = [await guest.fillCart({ sellers: 2 }), await account.fillCart({ sellers: 1 })];
  const unpaid = [
    await guest.place(await guest.fillCart({ sellers: 2 })),
    await account.place(await account.fillCart({ sellers: 1 })),
  ];
  const paid = [await guest.buy({ sellers: 2 }), await account.buy({ sellers: 1 })];
  await client.close();
  const tables = await system.database.sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND column_name = 'id' AND table_type = 'BASE TABLE'`,
  );
  const ids: string[] = [];
  for (const { name } of tables) {
    const rows = await system.database.sql<{ id: string }>(
      `SELECT id::text FROM "${name}" ORDER BY id DESC LIMIT 4`,
    );
    ids.push(...rows.map(({ id }) => id));
  }
  return {
    ids,
    cartTokens: [...carts.map(({ token }) => token), 'no-such-cart'],
    orderTokens: [...unpaid, ...paid].map(({ orderToken }) => orderToken),
    emails: ['ops@splitcart.example', 'nobody@example.com'],
    quoteVersions: carts.map(({ quoteVersion }) => quoteVersion),
    cards: [await guest.card(), await guest.card('4000000000000002')],
  };
}

type Tried = Readonly<{ actor: Actor; request: Request }>;

/** Generates the requests batch by batch: generating all at once would block this process's sockets. */
function* batches(operation: Operation, size: number): Generator<Tried[]> {
  const cases = fc.tuple(fc.nat({ max: actors.length - 1 }), requests(schema, operation, known));
  for (let made = 0; made < RUNS[operation]; made += size) {
    const sample = fc.sample(cases, { numRuns: size, seed: seed + made });
    yield sample.map(([nth, request]) => ({ actor: actorAt(nth), request }));
  }
}

function actorAt(nth: number): Actor {
  const actor = actors[nth];
  if (actor === undefined) throw new Error(`no actor ${nth}`);
  return actor;
}

/** Codes that a client may get; any other is a bug of ours. */
const EXPECTED =
  /^(GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT|UNAUTHENTICATED|NOT_FOUND|NOT_PERMITTED|SIGN_IN_REQUIRED|FORBIDDEN|QUERY_TOO_\w+)$/;

type Outcome = {
  status: number;
  data?: Record<string, unknown> | null | undefined;
  errors: readonly Fault[];
};
type Fault = { message: string; extensions?: Record<string, unknown> };

/** Wrong answers so far; the first twenty are enough to work on. */
const faults: string[] = [];
const expectNoFaults = () => expect(faults.splice(0).slice(0, 20)).toEqual([]);

function judge({ actor, request }: Tried, { status, data, errors }: Outcome): void {
  const codes = errors.map(({ extensions }) => String(extensions?.['code']));
  const isFine =
    status < 500 && codes.every((code) => EXPECTED.test(code)) && (data != null || codes.length > 0);
  if (!isFine)
    faults.push(
      `seed ${seed}: ${actor.name} sent ${request.query} with ${JSON.stringify(request.variables)} and got ${status} ${JSON.stringify({ data, errors })}`,
    );
}

async function send(tried: Tried): Promise<Outcome> {
  const { actor, request } = tried;
  const outcome = await actor.device.send(request.query, request.variables);
  judge(tried, outcome);
  if (outcome.errors.some(({ extensions }) => extensions['code'] === 'UNAUTHENTICATED')) {
    actor.device = await actor.enter();
    // Signing in again writes a session.
    await changes.take();
  }
  return outcome;
}

/** Errors that do change state: a decline is recorded, and a stolen session is ended. */
const RECORDED = new Set(['PAYMENT_DECLINED', 'SESSION_ENDED']);

function isRejected({ data }: Outcome): boolean {
  const [result] = Object.values(data ?? {}) as ({ code?: string } | null | undefined)[];
  if (result == null) return true;
  return result.code !== undefined && !RECORDED.has(result.code);
}

/** Waits for the background work of successful requests, so that its changes are not blamed on rejected ones. */
const quiet = () =>
  waitFor(
    async () =>
      (await system.database.sql(`SELECT 1 FROM psp_step WHERE state = 'LEASED' LIMIT 1`)).length === 0,
    { what: 'the PSP calls to end' },
  );

/** Sends a batch; if some requests succeed, resends the rejected ones, so that any change is theirs. */
async function expectRejectionsToChangeNothing(batch: readonly Tried[]): Promise<void> {
  let rest = batch;
  await changes.take();
  for (let round = 1; round <= 4 && rest.length > 0; round += 1) {
    const outcomes = await Promise.all(rest.map(async (tried) => ({ tried, outcome: await send(tried) })));
    const rejected = outcomes.filter(({ outcome }) => isRejected(outcome)).map(({ tried }) => tried);
    if (rejected.length < rest.length) await quiet();
    const changed = await changes.take();
    if (rejected.length === rest.length) {
      const sent = rejected.map(
        ({ actor, request }) => `${actor.name}: ${request.query} ${JSON.stringify(request.variables)}`,
      );
      if (changed.length > 0)
        throw new Error(
          `seed ${seed}: ${changed.join()} although all requests were rejected:\n${sent.join('\n')}`,
        );
      return;
    }
    rest = rejected;
  }
}

test(
  `random queries are answered or rejected, and change nothing (seed ${seed})`,
  async () => {
    for (const batch of batches('query', AT_ONCE)) {
      // Checked first: the api may close connections while a batch is generated, and fetch must notice.
      expect(await changes.take(), `seed ${seed}`).toEqual([]);
      await Promise.all(batch.map(send));
    }
    expect(await changes.take(), `seed ${seed}`).toEqual([]);
    expectNoFaults();
  },
  TIMEOUT_MS,
);

test(
  `random mutations succeed, or are rejected and change nothing (seed ${seed})`,
  async () => {
    for (const batch of batches('mutation', AT_ONCE)) await expectRejectionsToChangeNothing(batch);
    expectNoFaults();
  },
  TIMEOUT_MS,
);

test(
  `random subscriptions are served or rejected, and the socket stays open (seed ${seed})`,
  async () => {
    const sockets = new Map<Actor, WebSocket>();
    for (const actor of actors) {
      actor.device = await actor.enter();
      sockets.set(actor, await actor.device.openSocket());
    }
    await changes.take();
    for (const [nth, tried] of [...batches('subscription', AT_ONCE)].flat().entries()) {
      const socket = sockets.get(tried.actor);
      if (socket === undefined) throw new Error('no socket');
      judge(tried, await firstAnswer(socket, String(nth), tried.request));
    }
    expect(await changes.take()).toEqual([]);
    expectNoFaults();
  },
  TIMEOUT_MS,
);

/** The first event of a subscription, or its errors; the subscription is then ended. */
async function firstAnswer(socket: WebSocket, id: string, { query, variables }: Request): Promise<Outcome> {
  const answered = new Promise<Outcome>((resolve, reject) => {
    const onClose = (code: number) =>
      reject(new Error(`seed ${seed}: closed with ${code} by ${query} ${JSON.stringify(variables)}`));
    const onMessage = (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { id?: string; type: string; payload: unknown };
      if (message.id !== id || message.type === 'complete') return;
      socket.off('message', onMessage).off('close', onClose);
      const { data: found, errors = [] } = message.payload as {
        data?: Record<string, unknown>;
        errors?: Fault[];
      };
      // The errors of a document have no code over a socket.
      const faults = (message.type === 'next' ? errors : (message.payload as Fault[])).map((fault) => ({
        ...fault,
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...fault.extensions },
      }));
      resolve({ status: 200, data: found, errors: faults });
    };
    socket.on('message', onMessage).once('close', onClose);
  });
  socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
  const outcome = await answered;
  socket.send(JSON.stringify({ id, type: 'complete' }));
  return outcome;
}

test('the api logged no failure', () => {
  const failed = system.api
    .log()
    .split('\n')
    .filter((line) => /"event":"(graphql|http)\.failed"/.test(line));
  expect(failed).toEqual([]);
});
