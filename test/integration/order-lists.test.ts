import { graphql, type GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';

import { orderListQuery } from '../../adapters/postgres/orders/order-list-query.js';
import { createContext } from '../../api/graphql/create-context.js';
import { createSchema } from '../../api/graphql/schema.js';
import type { ContextParts } from '../../api/graphql/context.js';
import type { Actor } from '../../core/identity/actor.js';
import type { OrderFilter } from '../../core/orders/order-list.js';
import { newId, parseId, type AccountId } from '../../core/shared/ids.js';
import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';

const ORDERS = 100_000;

let started: CheckoutServices;
let schema: GraphQLSchema;
const owner: AccountId = newId('acc');
const stranger: AccountId = newId('acc');
let sellers: { often: string; seldom: string };

beforeAll(async () => {
  started = await startCheckoutServices();
  schema = await createSchema();
  const { sql } = started.database;
  for (const [id, role] of [
    [owner, 'SHOPPER'],
    [stranger, 'SHOPPER'],
  ]) {
    await sql(
      `INSERT INTO account (id, email, display_name, password_hash, role) VALUES ($1, $2, 'Pat', 'x', $3)`,
      [id, `${id}@example.com`, role],
    );
  }
  const [often, seldom] = await sql<{ id: string }>('SELECT id FROM seller ORDER BY id LIMIT 2');
  sellers = { often: often?.id ?? '', seldom: seldom?.id ?? '' };
  await seedOrders();
});

/** One order per minute back from now; every 1,000th is the owner's, every 5,000th also has a second seller. */
async function seedOrders(): Promise<void> {
  const { sql } = started.database;
  const id = (prefix: string, n: string) => `'${prefix}_' || lpad((${n})::text, 26, '0')`;
  const from = `FROM generate_series(1, ${ORDERS}) n`;
  await sql(
    `INSERT INTO orders (id, number, token_hash, email, ship_to, status, currency, subtotal_minor, shipping_minor, total_minor, account_id, placed_at, expires_at)
     SELECT ${id('ord', 'n')}, overlay(upper(lpad(to_hex(n::bigint * 2654435761 % 4294967296), 8, '0')) PLACING '-' FROM 5 FOR 0), 'x', 'a@example.com', '{}',
       CASE WHEN n % 2000 = 0 THEN 'CANCELED' ELSE 'COMPLETED' END, 'EUR', 1000, 0, 1000, CASE WHEN n % 1000 = 0 THEN $1 END,
       now() - (${ORDERS} - n) * interval '1 minute', now() ${from}`,
    [owner],
  );
  await sql(
    `INSERT INTO payment (id, order_id, status, currency, amount_minor) SELECT ${id('pay', 'n')}, ${id('ord', 'n')}, 'CAPTURED', 'EUR', 1000 ${from}`,
  );
  await sql(
    `INSERT INTO payment_intent (id, payment_id, order_id, attempt, status, amount_minor) SELECT ${id('pin', 'n')}, ${id('pay', 'n')}, ${id('ord', 'n')}, 1, 'AUTHORIZED', 1000 ${from}`,
  );
  await sql(
    `INSERT INTO seller_order (id, order_id, seller_id, status, subtotal_minor, shipping_minor, total_minor)
     SELECT ${id('so', 'n')}, ${id('ord', 'n')}, $1, 'CLOSED', 1000, 0, 1000 ${from}
     UNION ALL SELECT ${id('so', `${ORDERS} + n`)}, ${id('ord', 'n')}, $2, 'CLOSED', 1000, 0, 1000 ${from} WHERE n % 5000 = 0`,
    [sellers.often, sellers.seldom],
  );
  await sql(
    `INSERT INTO order_line (id, order_id, seller_order_id, item_id, sku, name, picture, quantity, unit_price_minor, total_minor)
     SELECT 'ln_' || right(id, 26), order_id, id, (SELECT min(id::text) FROM item), 'A-1', 'Mug', 'mug', 1, 1000, 1000 FROM seller_order`,
  );
  await sql(
    `INSERT INTO state_transition (order_id, machine, entity_id, from_state, to_state, actor, actor_id, cause, correlation_id)
     SELECT ${id('ord', 'n')}, m, ${id('ord', 'n')}, NULL, 'X', 'shopper', $1, 'placeOrder', 'request-1' ${from}, unnest(ARRAY['Order','PaymentIntent']) m`,
    [owner],
  );
  await sql('ANALYZE');
}

const none: OrderFilter = { status: null, from: null, to: null, sellerId: null, numberPrefix: null };

type Answer = {
  edges: { cursor: string; node: { id: string; number: string; history: { edges: { node: object }[] } } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

const NODE = `number sellerOrders { seller { name } lines { name quantity } } payment { status } history(first: 5) { edges { node { machine actor actorId cause correlationId } } }`;
const OF_VIEWER = `query ($first: Int!, $after: String, $filter: OrderFilter) { viewer { orders(first: $first, after: $after, filter: $filter) {
  edges { cursor node { id ${NODE} } } pageInfo { hasNextPage endCursor } } } }`;
const ALL_ORDERS = OF_VIEWER.replace('{ viewer {', '{').replace(/\}$/, '');

function account(accountId: AccountId, role: 'SHOPPER' | 'OPS' = 'SHOPPER'): Actor {
  return { kind: 'ACCOUNT', accountId, roles: [role], sellerIds: [], sessionId: newId('ses') };
}

/** Executes the query in this process, so that its statements can be counted. */
async function ask(actor: Actor, query: string, variables: Record<string, unknown>): Promise<Answer> {
  const parts = { readers: started.services } as unknown as ContextParts;
  const contextValue = createContext(parts, {
    actor,
    refreshCookie: null,
    correlationId: 'test',
    clientAddress: 'test',
    live: null,
  });
  const variableValues = { first: 20, ...variables };
  const { data, errors } = await graphql({ schema, source: query, variableValues, contextValue });
  if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join());
  const found = data as unknown as { viewer?: { orders: Answer }; orders?: Answer };
  const answer = found.viewer?.orders ?? found.orders;
  if (answer === undefined) throw new Error('no list');
  return answer;
}

const idsOf = ({ edges }: Answer) => edges.map(({ node }) => node.id);

describe('the orders of an account', () => {
  test('are listed newest first, page by page, each once, even when orders are added meanwhile', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Answer = await ask(account(owner), OF_VIEWER, { first: 30, after });
      seen.push(...idsOf(page));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      await started.database.sql('UPDATE orders SET account_id = $1 WHERE id = $2', [
        owner,
        `ord_${String(ORDERS - seen.length - 1).padStart(26, '0')}`,
      ]);
    } while (after !== null);
    const numbers = seen.map((id) => Number(id.slice(4)));
    expect(numbers.filter((number) => number % 1_000 === 0)).toHaveLength(100);
    expect(new Set(seen).size).toBe(seen.length);
    expect(numbers).toEqual(numbers.toSorted((left, right) => right - left));
    await started.database.sql(
      'UPDATE orders SET account_id = NULL WHERE account_id = $1 AND right(id, 3) <> $2',
      [owner, '000'],
    );
  });

  test('are hidden from other accounts, and a page has at most 100', async () => {
    expect(idsOf(await ask(account(stranger), OF_VIEWER, {}))).toEqual([]);
    const page = await ask(account(stranger, 'OPS'), ALL_ORDERS, { first: 1_000_000 });
    expect(page.edges).toHaveLength(100);
    await expect(ask(account(stranger), ALL_ORDERS, {})).rejects.toThrow(
      'You do not have permission to do this.',
    );
  });

  test('can be filtered by state, time, seller and number', async () => {
    const find = async (filter: Record<string, unknown>) =>
      (await ask(account(owner), OF_VIEWER, { first: 100, filter })).edges.length;
    const day = 24 * 60 * 60_000;
    const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
    expect(await find({ status: 'CANCELED' })).toBe(50);
    expect(await find({ from: ago(7) })).toBe(11);
    expect((await find({ to: ago(7) })) + 11).toBe(100);
    expect(await find({ sellerId: sellers.seldom })).toBe(20);
    expect(await find({ sellerId: 'nobody' })).toBe(0);
    const [first] = (await ask(account(owner), OF_VIEWER, { first: 1 })).edges;
    const written = first?.node.number.replace('-', '').toLowerCase() ?? '';
    expect(await find({ number: written })).toBe(1);
    expect(await find({ number: 'not a number' })).toBe(0);
  });

  test('with their lines, sellers and histories take at most 4 statements for a page of 20', async () => {
    await ask(account(owner), OF_VIEWER, {});
    const [page, statements] = await started.statements.during(() => ask(account(owner), OF_VIEWER, {}));
    expect(page.edges).toHaveLength(20);
    expect(statements).toHaveLength(3);
  });

  test('show their buyer the history, and operations also actor, cause and request', async () => {
    const shown = await ask(account(owner), OF_VIEWER, { first: 1 });
    expect(shown.edges[0]?.node.history.edges.map(({ node }) => node)).toEqual([
      { machine: 'Order', actor: 'SHOPPER', actorId: null, cause: null, correlationId: null },
    ]);
    const full = { actor: 'SHOPPER', actorId: owner, cause: 'placeOrder', correlationId: 'request-1' };
    const seen = await ask(account(stranger, 'OPS'), ALL_ORDERS, { first: 1 });
    expect(seen.edges[0]?.node.history.edges.map(({ node }) => node)).toEqual([
      { machine: 'Order', ...full },
      { machine: 'PaymentIntent', ...full },
    ]);
  });
});

type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
};

const LARGE = new Set<string | undefined>([
  'orders',
  'payment',
  'payment_intent',
  'seller_order',
  'order_line',
]);

/** Buffers the page reads, and large tables it scans sequentially. */
async function costOf(
  filter: Partial<OrderFilter>,
  { isEveryones = true, after = null as string | null } = {},
) {
  const selection = { ownerId: owner, isEveryones, filter: { ...none, ...filter } };
  const { text, values } = orderListQuery(selection, { first: 20, after });
  const [row] = await started.database.sql<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
    values,
  );
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error('no plan');
  const nodes = (each: Plan): Plan[] => [each, ...(each.Plans ?? []).flatMap(nodes)];
  const whole = nodes(plan).filter((each) => each['Node Type'] === 'Seq Scan');
  return {
    buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    whole: whole.map((each) => each['Relation Name']).filter((name) => LARGE.has(name)),
  };
}

describe('with 100,000 orders a page of 20 reads few buffers and scans no large table:', () => {
  const middle = `${Date.now() * 1_000 - 50_000 * 60_000_000}|ord_${'5'.repeat(26)}`;
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  test.each([
    ['the newest', {}, {}],
    ['from the middle', {}, { after: middle }],
    ['of one account', {}, { isEveryones: false }],
    ['in a rare state', { status: 'CANCELED' as const }, {}],
    ['in the usual state', { status: 'COMPLETED' as const }, {}],
    ['of one old day', { from: ago(90_000), to: ago(88_560) }, {}],
    ['by number', { numberPrefix: '9E37-' }, {}],
  ])('%s', async (_what, filter, options) => {
    const { buffers, whole } = await costOf(filter, options);
    expect(whole).toEqual([]);
    expect(buffers).toBeLessThan(1_000);
  });

  test.each(['often', 'seldom'] as const)('of a seller with orders %s', async (which) => {
    const { buffers, whole } = await costOf({ sellerId: parseId('sel', sellers[which]) });
    expect(whole).toEqual([]);
    expect(buffers).toBeLessThan(1_000);
  });
});
