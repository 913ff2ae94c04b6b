import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSchema, getNamedType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';

import { projectRoot } from '../../tools/stack/project-paths.js';
import { createGraphqlClient } from '../harness/client.js';
import { Device } from '../harness/device.js';
import { Shopper } from '../harness/shopper.js';
import { countStatements, type StatementCounter } from '../harness/statement-counter.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { newcomer, signedIn } from './identity-fixture.js';
import { wholeSelection } from './whole-selection.js';

const ROWS = 50;
const schema = buildSchema(readFileSync(join(projectRoot, 'schema.graphql'), 'utf8'));

let system: TestSystem;
let statements: StatementCounter;
let apiUrl: string;
let devices: Record<'admin' | 'seller' | 'owner', Device>;
let sellerId: string;
let order: { id: string; token: string };

beforeAll(async () => {
  system = await startSystem();
  statements = await countStatements(system.database.url);
  const counted = await system.startApi({ DATABASE_URL: statements.url });
  apiUrl = counted.url;
  const { device: owner } = await newcomer(system);
  const staff = (name: string) => signedIn(system, `${name}@splitcart.example`, `demo-${name}-2026`);
  devices = { admin: await staff('admin'), seller: await staff('kiln'), owner };
  const [own] = await system.database.sql<{ id: string }>(
    `SELECT id FROM seller WHERE slug = 'kiln-and-clay'`,
  );
  sellerId = own?.id ?? '';
  await fillLists(owner);
  devices = { admin: onCounted(devices.admin), seller: onCounted(devices.seller), owner: onCounted(owner) };
}, 10 * 60_000);

/** The same user at the api whose statements are counted. */
function onCounted({ accessToken, cookie }: Device): Device {
  return Object.assign(new Device(apiUrl), { accessToken, cookie });
}

/** Fifty paid and captured orders of an account, and entries in the operations lists. */
async function fillLists(owner: Device): Promise<void> {
  const client = createGraphqlClient(system.apiUrl, { authorization: `Bearer ${owner.accessToken ?? ''}` });
  const shopper = new Shopper(system, client);
  for (let made = 0; made < ROWS; made += 5) {
    const bought = await Promise.all(Array.from({ length: 5 }, () => shopper.buy({ sellers: 3 })));
    order = { id: bought[0]?.orderId ?? '', token: bought[0]?.orderToken ?? '' };
    const recheck = `mutation ($input: RecheckPaymentInput!) { recheckPayment(input: $input) { __typename } }`;
    for (const { paymentId } of bought)
      await devices.admin.result(recheck, { input: { paymentId, reason: 'For the list.' } });
    const key = `mutation { createApiKey(input: { name: "${randomUUID()}", scopes: ["orders:read"] }) { __typename } }`;
    for (let nth = 0; nth < 5; nth += 1) await devices.admin.result(key);
  }
  await client.close();
  await waitFor(
    async () =>
      (await system.database.sql(`SELECT id FROM payment_order WHERE status = 'CAPTURED'`)).length >= ROWS,
    { what: 'the captures', timeoutMs: 120_000 },
  );
  await system.workers.stop();
  await system.database.sql(
    `UPDATE psp_step SET state = 'NEEDS_ATTENTION', lease_token = NULL, lease_until = NULL WHERE state IN ('SUCCEEDED', 'DUE')`,
  );
}

/** Statements run and rows returned: the minimum of three attempts, so that no timer is counted. */
async function ask(device: Device, query: string, first: number): Promise<{ count: number; rows: number }> {
  const attempts: { count: number; rows: number }[] = [];
  for (let nth = 1; nth <= 3; nth += 1) {
    const before = statements.count();
    const { data, errors } = await device.send(query, { first });
    expect(errors).toEqual([]);
    attempts.push({ count: statements.count() - before, rows: rowsIn(data) });
  }
  return attempts.reduce((least, each) => (each.count < least.count ? each : least));
}

/** Length of the longest list in the answer. */
function rowsIn(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(0, ...Object.values(value).map(rowsIn));
}

const isConnection = (type: unknown): boolean => String(type).replace('!', '').endsWith('Connection');

/** Every connection of the schema with the type that has it. */
const connections = [
  ...Object.values(schema.getQueryType()?.getFields() ?? {})
    .filter(({ type }) => isConnection(type))
    .map((field) => ({ name: field.name, path: 'Query', field })),
  ...Object.values(schema.getTypeMap())
    .filter((type) => ['Viewer', 'Order'].includes(type.name) && 'getFields' in type)
    .flatMap((type) =>
      ('getFields' in type ? Object.values(type.getFields()) : [])
        .filter((field) => 'args' in field && isConnection(field.type))
        .map((field) => ({ name: field.name, path: type.name, field })),
    ),
];

/** The device that may see the list, and the arguments it needs. */
function callOf({ name, path }: { name: string; path: string }) {
  const page = `${name}(first: $first`;
  if (path === 'Viewer') return { device: devices.owner, parent: 'viewer', call: `${page})` };
  if (path === 'Order')
    return { device: devices.owner, parent: `order(id: "${order.id}")`, call: `${page})` };
  if (name === 'sellerOrders') return { device: devices.seller, parent: null, call: `${page})` };
  if (name === 'sellerItems' || name === 'transactions')
    return { device: devices.seller, parent: null, call: `${page}, sellerId: "${sellerId}")` };
  return { device: devices.admin, parent: null, call: `${page})` };
}

describe('a list', () => {
  test('is covered wherever the schema has one', () => {
    const holders = Object.values(schema.getTypeMap()).filter(
      (type) =>
        'getFields' in type &&
        Object.values(type.getFields()).some(({ type: of }) => isConnection(getNamedType(of))),
    );
    expect(holders.map(({ name }) => name).toSorted()).toEqual(['Order', 'Query', 'Viewer']);
  });

  test.each(connections)(
    'as $name of $path runs as many statements for fifty rows as for one',
    async (list) => {
      const { device, ...place } = callOf(list);
      const query = wholeSelection(schema, list.field as never, place);
      const one = await ask(device, query, 1);
      const many = await ask(device, query, ROWS);
      expect(many.rows).toBeGreaterThan(one.rows);
      expect(many.count).toBe(one.count);
    },
  );
});

describe('the statements of a page, without the one that authenticates,', () => {
  const budget = async (device: Device, query: string, first = 20): Promise<number> => {
    const { count } = await ask(device, query, first);
    return count - (device.accessToken === null ? 0 : 1);
  };

  test('of items with their sellers are two at most', async () => {
    const query = `query ($first: Int!) { items(first: $first) { edges { node { id name seller { name } } } } }`;
    expect(await budget(new Device(apiUrl), query)).toBeLessThanOrEqual(2);
  });

  test('of twenty orders with lines and sellers are four at most', async () => {
    const query = `query ($first: Int!) { viewer { orders(first: $first) { edges { node { number total { formatted }
      sellerOrders { seller { name } lines { name quantity total { formatted } } } payment { status } } } } } }`;
    expect(await budget(devices.owner, query)).toBeLessThanOrEqual(4);
  });

  test('of an order with everything on it are two at most', async () => {
    const query = `query ($first: Int!) { order(id: "${order.id}", token: "${order.token}") { number status
      sellerOrders { seller { name } lines { name } paymentOrder { status } } payment { intents { status } } history(first: $first) { edges { cursor } } } }`;
    expect(await budget(new Device(apiUrl), query)).toBeLessThanOrEqual(2);
  });

  test('of a cart of three sellers are two at most', async () => {
    const { token } = await new Shopper(system).fillCart({ sellers: 3 });
    const query = `query ($first: Int!) { cart(token: "${token}") { quote { total { formatted } sellers { seller { name }
      lines { quantity item { name seller { name } } } } } } items(first: $first) @skip(if: true) { pageInfo { hasNextPage } } }`;
    expect(await budget(new Device(apiUrl), query)).toBeLessThanOrEqual(2);
  });
});
