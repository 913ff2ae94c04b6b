import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSchema, getNamedType, isObjectType, type GraphQLObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';

import { scopes } from '../../core/identity/scope.js';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { Device } from '../harness/device.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { documentOf, EMPTY_HERE, secrets, ways, type EdgeTarget } from './edge-probes.js';
import { newcomer, signedIn } from './identity-fixture.js';

type Actor = Readonly<{ name: string; device: Device; target: EdgeTarget }>;

const schema = buildSchema(readFileSync(join(projectRoot, 'schema.graphql'), 'utf8'));

/** Public types, and types that only wrap lists. */
const OPEN = /^(Money|PageInfo|Item|Seller|Quote|.+Connection|.+Edge)$/;

/** Fields that lead from one of our objects to another, found recursively. */
function edges(): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (type: GraphQLObjectType): void => {
    if (seen.has(type.name)) return;
    seen.add(type.name);
    for (const { name, type: fieldType } of Object.values(type.getFields())) {
      const next = getNamedType(fieldType);
      if (!isObjectType(next) || /^(Money|PageInfo|Item|Seller|Quote)$/.test(next.name)) continue;
      if (!OPEN.test(type.name)) found.add(`${type.name}.${name}`);
      visit(next);
    }
  };
  for (const name of Object.keys(ways)) visit(objectType(name));
  return [...found].toSorted();
}

function objectType(name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is not an object type`);
  return type;
}

const nodeTypes = (): string[] =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'))
    .map(({ name }) => name)
    .toSorted();

let system: TestSystem;
let actors: Actor[];

beforeAll(async () => {
  system = await startSystem({ workers: false });
  const staff = (name: string) => signedIn(system, `${name}@splitcart.example`, `demo-${name}-2026`);
  const { device: owner } = await newcomer(system);
  const seller = await staff('kiln');
  const { ids, orderToken } = await paidOrder(owner);
  const shipment = {
    sellerOrderId: ids['SellerOrder'],
    carrier: 'DHL',
    trackingNumber: '1',
    idempotencyKey: randomUUID(),
  };
  await seller.result(SHIP, { input: shipment });
  const target = { ids, orderToken: null };
  const admin = await staff('admin');
  actors = [
    { name: 'anonymous', device: new Device(system.apiUrl), target: { ids, orderToken: 'not-its-token' } },
    { name: 'guest', device: new Device(system.apiUrl), target: { ids, orderToken } },
    { name: 'owner', device: owner, target },
    { name: 'other shopper', device: (await newcomer(system)).device, target },
    { name: 'seller', device: seller, target },
    { name: 'other seller', device: await staff('folio'), target },
    { name: 'ops', device: await staff('ops'), target },
    { name: 'finance', device: await staff('finance'), target },
    { name: 'admin', device: admin, target },
  ];
  for (const scope of scopes) {
    const made = await admin.result(
      `mutation ($scopes: [String!]!) { createApiKey(input: { name: "Probe", scopes: $scopes }) { ... on CreateApiKeySuccess { secret } } }`,
      { scopes: [scope] },
    );
    const device = Object.assign(new Device(system.apiUrl), { accessToken: String(made['secret']) });
    actors.push({ name: scope, device, target });
  }
});

const ADD = `mutation ($itemId: ID!) { addCartLine(input: { itemId: $itemId, quantity: 1 }) {
  ... on CartChanged { cart { id quote { version } } } } }`;
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  ... on PlaceOrderSuccess { orderId paymentId paymentIntentId orderToken } ... on UserError { code } } }`;
const PAY = `mutation ($input: AuthorizePaymentInput!) { authorizePayment(input: $input) { __typename } }`;

const SHIP = `mutation ($input: ShipSellerOrderInput!) { shipSellerOrder(input: $input) { __typename } }`;

/** A paid single-seller order of the owner, and the owner's next cart. */
async function paidOrder(owner: Device): Promise<{ ids: Record<string, string>; orderToken: string }> {
  const { sql } = system.database;
  const [item] = await sql<{ id: string; seller_id: string }>(
    `SELECT i.id, i.seller_id FROM item i JOIN seller s ON s.id = i.seller_id JOIN stock st ON st.item_id = i.id
     WHERE s.slug = 'kiln-and-clay' AND st.on_hand > 10 ORDER BY i.id LIMIT 1`,
  );
  const itemId = item?.id ?? '';
  const added = (await owner.result(ADD, { itemId })) as { cart: { quote: { version: string } } };
  const input = {
    quoteVersion: added.cart.quote.version,
    email: 'pat@example.com',
    shipTo: { name: 'Pat', line1: 'Lane 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
    idempotencyKey: randomUUID(),
  };
  const placed = (await owner.result(PLACE, { input })) as Record<
    'orderId' | 'paymentId' | 'paymentIntentId' | 'orderToken',
    string
  >;
  const { orderId, paymentId, paymentIntentId, orderToken } = placed;
  const confirmationToken = await new Shopper(system).card();
  const payment = { paymentIntentId, confirmationToken, idempotencyKey: randomUUID() };
  await owner.result(PAY, { input: payment });
  const [row] = await sql<{ so: string; po: string }>(
    'SELECT so.id AS so, po.id AS po FROM seller_order so JOIN payment_order po ON po.seller_order_id = so.id WHERE so.order_id = $1',
    [orderId],
  );
  const next = (await owner.result(ADD, { itemId })) as { cart: { id: string } };
  const ids = {
    ...{ Order: orderId, Payment: paymentId, PaymentIntent: paymentIntentId, Cart: next.cart.id },
    ...{ SellerOrder: row?.so ?? '', PaymentOrder: row?.po ?? '' },
    ...{ Item: itemId, Seller: item?.seller_id ?? '' },
  };
  return { ids, orderToken };
}

/** Values of the probed field anywhere in the answer. */
function probed(answer: unknown): unknown[] {
  if (Array.isArray(answer)) return answer.flatMap(probed);
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]: [string, unknown]) =>
    name === 'probe' ? [value] : probed(value),
  );
}

async function sees({ device, target }: Actor, edge: string): Promise<boolean> {
  const [type = '', field = ''] = edge.split('.');
  const isObject = isObjectType(getNamedType(objectType(type).getFields()[field]?.type));
  const selection = `probe: ${field}${isObject ? ' { __typename }' : ''}`;
  for (const way of ways[type] ?? []) {
    const values = probed((await device.send(documentOf(way, selection, target))).data);
    if (values.some((value) => value !== null || EMPTY_HERE.includes(edge))) return true;
  }
  return false;
}

async function seesNode({ device, target }: Actor, type: string): Promise<boolean> {
  const { data } = await device.send('query ($id: ID!) { node(id: $id) { id __typename } }', {
    id: target.ids[type],
  });
  return data?.['node']?.['__typename'] === type;
}

describe('the edge access table', () => {
  test('has a path to every type that an edge starts from, and an id for every node type', () => {
    const starts = new Set(edges().map((edge) => edge.split('.')[0]));
    expect([...starts].filter((type) => ways[type ?? ''] === undefined)).toEqual([]);
    expect(nodeTypes().filter((type) => (actors[0]?.target.ids[type] ?? '') === '')).toEqual([]);
  });

  test('matches what the running system shows each actor of a paid and shipped order', async () => {
    const rows: string[][] = [['', ...actors.map(({ name }) => name)]];
    const add = async (what: string, look: (actor: Actor) => Promise<boolean>): Promise<void> => {
      const cells: string[] = [];
      for (const actor of actors) cells.push((await look(actor)) ? 'yes' : 'no');
      rows.push([`\`${what}\``, ...cells]);
    };
    for (const type of nodeTypes()) await add(`node(${type})`, (actor) => seesNode(actor, type));
    for (const edge of [...edges(), ...secrets]) await add(edge, (actor) => sees(actor, edge));
    await expect(page(rows)).toMatchFileSnapshot(join(projectRoot, 'docs/access-edges.md'));
  });
});

function page([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return `# Access to one order, by path

Measured on a running system by \`test/integration/edge-access.test.ts\`, by every path that leads to the object; a new edge or node type
without a row fails the tests. The order is paid and shipped and belongs to the owner's account; only the guest has its token. The seller
is a member of the only seller in it. [access.md](access.md) has the root fields.

${[line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')}
`;
}
