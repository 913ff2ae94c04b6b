import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSchema } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';

import { scopes } from '../../core/identity/scope.js';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { Device } from '../harness/device.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { readSourceTree } from '../source-tree.js';
import { probes, routes, type Probe, type Target } from './access-probes.js';
import { newcomer, signedIn } from './identity-fixture.js';

/** An actor: how it signs in, and the ids and tokens it uses. */
type Actor = Readonly<{ name: string; enter: () => Promise<Device>; target: Target; demoName?: string }>;

let system: TestSystem;
let actors: Actor[];

beforeAll(async () => {
  system = await startSystem({ workers: false });
  const staff = (name: string) => () => signedIn(system, `${name}@splitcart.example`, `demo-${name}-2026`);
  const admin = await staff('admin')();
  const newKey = async (scope: string): Promise<{ id: string; secret: string }> => {
    const created = await admin.result(
      `mutation ($scopes: [String!]!) { createApiKey(input: { name: "Probe", scopes: $scopes }) {
        ... on CreateApiKeySuccess { secret apiKey { id } } } }`,
      { scopes: [scope] },
    );
    return { secret: String(created['secret']), id: (created['apiKey'] as { id: string }).id };
  };
  const guest = await guestTarget((await newKey('orders:read')).id);
  const target = { ...guest, cartToken: 'not-its-cart', orderToken: 'not-its-order' };
  const signedOut = () => Promise.resolve(new Device(system.apiUrl));
  const stranger = async () => (await newcomer(system)).device;
  actors = [
    { name: 'anonymous', enter: signedOut, target },
    { name: 'guest', enter: signedOut, target: guest },
    { name: 'shopper', enter: stranger, target },
    { name: 'other shopper', enter: stranger, target },
    { name: 'seller', enter: staff('kiln'), target, demoName: 'kiln' },
    { name: 'other seller', enter: staff('folio'), target, demoName: 'folio' },
    { name: 'ops', enter: staff('ops'), target, demoName: 'ops' },
    { name: 'finance', enter: staff('finance'), target, demoName: 'finance' },
    { name: 'admin', enter: staff('admin'), target, demoName: 'admin' },
  ];
  for (const scope of scopes) {
    const { secret } = await newKey(scope);
    const enter = async () => Object.assign(await signedOut(), { accessToken: secret });
    actors.push({ name: scope, enter, target });
  }
});

/** A guest's unpaid order and its tokens. */
async function guestTarget(apiKeyId: string): Promise<Target> {
  const shopper = new Shopper(system);
  const cart = await shopper.fillCart({ sellers: 10 });
  const { orderId, paymentId, paymentIntentId, orderToken } = await shopper.place(cart);
  const [item] = await system.database.sql<{ id: string; seller_id: string }>(
    `SELECT i.id, i.seller_id FROM item i JOIN seller s ON s.id = i.seller_id WHERE s.slug = 'kiln-and-clay' LIMIT 1`,
  );
  const [sellerOrder] = await system.database.sql<{ id: string }>(
    'SELECT id FROM seller_order WHERE order_id = $1 AND seller_id = $2',
    [orderId, item?.seller_id],
  );
  const ids = {
    sellerOrderId: sellerOrder?.id ?? '',
    itemId: item?.id ?? '',
    sellerId: item?.seller_id ?? '',
    orderId,
    paymentId,
    paymentIntentId,
  };
  return { ...ids, cartToken: cart.token, orderToken, apiKeyId };
}

const DENIED = /^(SIGN_IN_REQUIRED|NOT_PERMITTED|UNAUTHENTICATED|NOT_FOUND|SESSION_ENDED|.+_NOT_FOUND)$/;

type Body = {
  data?: Record<string, { code?: string } | null> | null;
  errors?: readonly { extensions: Record<string, unknown> }[] | undefined;
};

/** "no" when access is denied, or when existing data appears missing. */
function verdict({ data, errors }: Body): 'yes' | 'no' {
  const codes = (errors ?? []).map(({ extensions }) => String(extensions['code']));
  for (const code of codes) if (!DENIED.test(code)) throw new Error(`the probe itself is wrong: ${code}`);
  const [result] = Object.values(data ?? {});
  return result == null || DENIED.test(result.code ?? '') ? 'no' : 'yes';
}

async function ask(device: Device, { document, variables }: Probe, target: Target): Promise<'yes' | 'no'> {
  const values = variables?.(target) ?? {};
  if (!document.startsWith('subscription')) return verdict((await device.send(document, values)) as Body);
  const socket = await device.openSocket();
  socket.send(
    JSON.stringify({ id: '1', type: 'subscribe', payload: { query: document, variables: values } }),
  );
  const [message] = (await once(socket, 'message')) as [Buffer];
  socket.terminate();
  const { type, payload } = JSON.parse(message.toString()) as { type: string; payload: unknown };
  return verdict(type === 'next' ? (payload as Body) : { errors: payload as Body['errors'] });
}

/** The cookie of the operations pages; empty when the sign-in is denied. */
async function opsCookie(name: string): Promise<string> {
  const body = new URLSearchParams({
    email: `${name}@splitcart.example`,
    password: `demo-${name}-2026`,
  });
  const options = { method: 'POST', body, redirect: 'manual' } as const;
  const answer = await fetch(`${system.apiUrl}/ops/sign-in`, options);
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** Whether the actor may use a route; a redirect to the sign-in counts as denied. */
async function visit(device: Device, route: string, target: Target): Promise<'yes' | 'no'> {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace(/\{(\w+)\}/, (_match, name: keyof Target) => target[name]);
  const headers = {
    ...(device.accessToken === null ? {} : { authorization: `Bearer ${device.accessToken}` }),
    'order-token': target.orderToken,
    cookie: device.cookie,
    'idempotency-key': randomUUID(),
  };
  const answer = await fetch(`${system.apiUrl}${path}`, { method, headers, redirect: 'manual' });
  const isSentToSignIn = answer.headers.get('location')?.includes('/ops/sign-in') === true;
  // 409 and 422 mean that access was granted, but the request was invalid or premature.
  const isDenied = answer.status >= 400 && answer.status !== 422 && answer.status !== 409;
  return isDenied || (isSentToSignIn && method === 'GET') ? 'no' : 'yes';
}

/** Operations that change or end the device's session. */
const ENDS_SESSION = /\.(register|signIn|signOut|signOutEverywhere|refreshSession)$/;

describe('the access table', () => {
  test('has exactly one probe per query, mutation and subscription of the schema', () => {
    const schema = buildSchema(readFileSync(join(projectRoot, 'schema.graphql'), 'utf8'));
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((root) =>
      Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name ?? ''}.${field}`),
    );
    expect(Object.keys(probes).toSorted()).toEqual(fields.toSorted());
  });

  test('has exactly one row per route that the source defines', () => {
    const defined = readSourceTree()
      .filter(({ path }) => /^(api|adapters)\/.*(?<!test)\.ts$/.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/\brouter\.(get|post|put|patch|delete|use)\(\s*'([^']+)'/g)].map(
          ([, method, route]) => `${path} ${method} ${route}`,
        ),
      );
    expect(Object.keys(routes).toSorted()).toEqual(defined.toSorted());
  });

  test('matches the running system for every actor', async () => {
    const names = actors.map(({ name }) => name);
    const rows = new Map<string, string[]>();
    for (const { enter, target, demoName } of actors) {
      let device = await enter();
      for (const [field, probe] of Object.entries(probes)) {
        rows.set(field, [...(rows.get(field) ?? []), await ask(device, probe, target)]);
        if (ENDS_SESSION.test(field)) device = await enter();
      }
      if (demoName !== undefined) device.cookie = await opsCookie(demoName);
      for (const route of Object.values(routes)) {
        if (route === null) continue;
        rows.set(route, [...(rows.get(route) ?? []), await visit(device, route, target)]);
      }
    }
    const table = [['', ...names], ...Array.from(rows, ([what, cells]) => [`\`${what}\``, ...cells])];
    await expect(page(table)).toMatchFileSnapshot(join(projectRoot, 'docs/access.md'));
  });
});

/** The committed page; `vitest -u` on this file updates it, and a reviewer checks the diff. */
function page(table: readonly (readonly string[])[]): string {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(3, ...table.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...rows] = table;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return `# Access by actor

Measured on a running system by \`test/integration/access.test.ts\`, one request per field and actor; a field or route without a row
fails the tests. The guest has the tokens of a cart and an order, everyone else sends wrong ones; services have one scope each. "no"
also means that there is nothing to see: an object that the actor may not access looks as if it did not exist. Routes are requested
with the actor's access token or key and, for staff and sellers, with the cookie of a sign-in under \`/ops\`.

${[line(head), rule, ...rows.map(line)].join('\n')}
`;
}
