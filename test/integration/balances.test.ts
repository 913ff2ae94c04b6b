import type { Stores } from '../../adapters/postgres/open-stores.js';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Device } from '../harness/device.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { openTestStores } from '../harness/open-test-stores.js';
import { signedIn } from './identity-fixture.js';

let system: TestSystem;
let stores: Stores;
let kiln: string;
let orderId: string;

type Amount = { amountMinor: string };
type Transaction = {
  id: string;
  fact: string;
  amount: Amount;
  pendingUntil: string | null;
  cause: { orderId: string; stepId: string };
};
type Edges<Node> = { edges: { node: Node }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

beforeAll(async () => {
  system = await startSystem();
  ({ stores } = await openTestStores(system.database));
  const shopper = new Shopper(system);
  const cart = () => shopper.fillCart({ sellers: 10 });
  for (let nth = 0; nth < 2; nth += 1) {
    const order = await shopper.place(await cart());
    await shopper.authorize(order, { confirmationToken: await shopper.card() });
    ({ orderId } = order);
  }
  const [seller] = await system.database.sql<{ id: string }>(
    `SELECT id FROM seller WHERE slug = 'kiln-and-clay'`,
  );
  kiln = seller?.id ?? '';
  await waitFor(
    async () => {
      const rows = await system.database.sql(`SELECT FROM ledger_posting WHERE seller_id = $1`, [kiln]);
      return rows.length === 2;
    },
    { what: 'two captures for the seller' },
  );
});

const staff = (name: string) => signedIn(system, `${name}@splitcart.example`, `demo-${name}-2026`);

async function ask<Data>(device: Device, document: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await device.send(document, { ...variables });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data as Data;
}

const BALANCE = `query ($id: ID!) { balance(sellerId: $id) { currency pending { amountMinor } available { amountMinor } total { amountMinor } } }`;
const TRANSACTIONS = `query ($id: ID!, $first: Int!, $after: String) { transactions(sellerId: $id, first: $first, after: $after) {
  edges { node { id fact amount { amountMinor } pendingUntil cause { orderId stepId } } } pageInfo { hasNextPage endCursor } } }`;
const STATEMENT = `query ($id: ID!, $from: DateTimeISO!, $to: DateTimeISO!) { statement(sellerId: $id, currency: "EUR", from: $from, to: $to) {
  opening { amountMinor } closing { amountMinor } totals { fact entries amount { amountMinor } } } }`;

const nextYear = () => new Date(Date.now() + 365 * 24 * 3_600_000).toISOString();

describe('a seller', () => {
  test('sees their balance and, page by page, the entries behind it, down to the capture step', async () => {
    const device = await staff('kiln');
    const { balance } = await ask<{ balance: { total: Amount; pending: Amount }[] }>(device, BALANCE, {
      id: kiln,
    });
    const page = async (after: string | null) =>
      (await ask<{ transactions: Edges<Transaction> }>(device, TRANSACTIONS, { id: kiln, first: 1, after }))
        .transactions;
    const newest = await page(null);
    const oldest = await page(newest.pageInfo.endCursor);
    expect([newest.pageInfo.hasNextPage, oldest.pageInfo.hasNextPage]).toEqual([true, false]);
    const nodes = [...newest.edges, ...oldest.edges].map(({ node }) => node);
    expect(nodes.map(({ fact }) => fact)).toEqual(['CAPTURED', 'CAPTURED']);
    expect(nodes[0]?.cause.orderId).toBe(orderId);
    const [step] = await system.database.sql('SELECT kind FROM psp_step WHERE id = $1', [
      nodes[0]?.cause.stepId,
    ]);
    expect(step).toEqual({ kind: 'CAPTURE' });
    const sum = nodes.reduce((total, { amount }) => total + BigInt(amount.amountMinor), 0n);
    expect(balance).toMatchObject([
      { total: { amountMinor: String(sum) }, pending: { amountMinor: String(sum) } },
    ]);
  });

  test('sees nothing of another seller; finance sees both', async () => {
    const other = await staff('folio');
    expect(await ask(other, BALANCE, { id: kiln })).toEqual({ balance: null });
    expect(await ask(other, TRANSACTIONS, { id: kiln, first: 1 })).toEqual({ transactions: null });
    const sellers = '{ sellers(first: 10) { edges { node { id balance { currency } } } } }';
    type Sellers = { sellers: Edges<{ id: string; balance: object[] | null }> };
    const seen = async (name: string) =>
      (await ask<Sellers>(await staff(name), sellers)).sellers.edges.filter(
        ({ node }) => node.balance !== null,
      ).length;
    expect(await seen('kiln')).toBe(1);
    expect(await seen('finance')).toBe(4);
    expect(await seen('ops')).toBe(0);
  });

  test('has a statement whose closing balance is its opening balance plus the entries between', async () => {
    const device = await staff('kiln');
    const { statement } = await ask<{
      statement: {
        opening: Amount;
        closing: Amount;
        totals: { fact: string; entries: number; amount: Amount }[];
      };
    }>(device, STATEMENT, { id: kiln, from: '2026-01-01T00:00:00Z', to: nextYear() });
    expect(statement.opening.amountMinor).toBe('0');
    expect(statement.totals).toEqual([{ fact: 'CAPTURED', entries: 2, amount: statement.closing }]);
    const later = await ask<{ statement: { opening: Amount; totals: object[] } }>(device, STATEMENT, {
      id: kiln,
      from: nextYear(),
      to: nextYear(),
    });
    expect(later.statement).toMatchObject({ opening: statement.closing, totals: [] });
  });
});

describe('GET /api/v1/sellers/{id}/balance', () => {
  const get = (device: Device | null, sellerId: string, headers: Record<string, string> = {}) => {
    const token = device?.accessToken ?? null;
    return fetch(`${system.apiUrl}/api/v1/sellers/${sellerId}/balance`, {
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
  };

  test('returns the same as the query, and 304 while nothing has changed', async () => {
    const device = await staff('kiln');
    const { balance } = await ask<{ balance: { total: Amount }[] }>(device, BALANCE, { id: kiln });
    const first = await get(device, kiln);
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({
      sellerId: kiln,
      balances: [{ currency: 'EUR', totalMinor: balance[0]?.total.amountMinor, availableMinor: '0' }],
    });
    const etag = first.headers.get('etag') ?? '';
    expect((await get(device, kiln, { 'if-none-match': etag })).status).toBe(304);
    expect((await get(device, kiln, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test.each([
    ['a guest', () => Promise.resolve(null), 404, 'NOT_FOUND'],
    ['another seller', () => staff('folio'), 404, 'NOT_FOUND'],
    ['operations', () => staff('ops'), 404, 'NOT_FOUND'],
  ])('denies %s with a problem document', async (...[, enter, status, code]) => {
    const response = await get(await enter(), kiln);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status, code });
    expect(response.status).toBe(status);
  });
});

describe('finance', () => {
  test('has a trial balance whose debits equal its credits', async () => {
    const { trialBalance } = await ask<{
      trialBalance: { account: string; debit: Amount; credit: Amount; balance: Amount }[];
    }>(
      await staff('finance'),
      '{ trialBalance { account debit { amountMinor } credit { amountMinor } balance { amountMinor } } }',
    );
    const sum = (side: 'debit' | 'credit') =>
      trialBalance.reduce((total, line) => total + BigInt(line[side].amountMinor), 0n);
    expect(sum('debit')).toBe(sum('credit'));
    expect(sum('debit')).toBeGreaterThan(0n);
  });

  test('finds an order’s entries in the journal, each with postings that sum to zero', async () => {
    const { journal } = await ask<{
      journal: Edges<{ fact: string; postings: { side: string; amount: Amount }[] }>;
    }>(
      await staff('finance'),
      `query ($id: ID!) { journal(first: 100, filter: { orderId: $id, fact: CAPTURED, account: PLATFORM_COMMISSION }) {
        edges { node { fact postings { side amount { amountMinor } } } } pageInfo { hasNextPage endCursor } } }`,
      { id: orderId },
    );
    expect(journal.edges.length).toBeGreaterThanOrEqual(1);
    for (const { node } of journal.edges) {
      const sum = node.postings.reduce(
        (total, { side, amount }) => total + (side === 'DR' ? 1n : -1n) * BigInt(amount.amountMinor),
        0n,
      );
      expect(sum).toBe(0n);
    }
  });
});

describe('the balance of a seller', () => {
  test('is correct after eight concurrent captures, and its events have no gap', async () => {
    const shopper = new Shopper(system);
    const buy = async () => {
      const order = await shopper.place(await shopper.fillCart({ sellers: 10 }));
      await shopper.authorize(order, { confirmationToken: await shopper.card() });
      return order;
    };
    const orders = await Promise.all(Array.from({ length: 8 }, buy));
    await waitFor(
      async () => {
        const captured = `SELECT FROM payment WHERE status = 'CAPTURED' AND order_id = ANY($1)`;
        return (await system.database.sql(captured, [orders.map((order) => order.orderId)])).length === 8;
      },
      { what: 'all captures of eight orders', timeoutMs: 40_000 },
    );
    const [row] = await system.database.sql<{
      balance: string;
      posted: string;
      emitted: number;
      last: number;
    }>(
      `SELECT (SELECT pending_minor + available_minor FROM seller_balance WHERE seller_id = $1)::text AS balance,
         (SELECT sum(CASE side WHEN 'CR' THEN amount_minor ELSE -amount_minor END) FROM ledger_posting WHERE seller_id = $1)::text AS posted,
         (SELECT count(*) FROM outbox_event WHERE aggregate_id = $1)::int AS emitted,
         (SELECT max(sequence) FROM outbox_event WHERE aggregate_id = $1)::int AS last`,
      [kiln],
    );
    expect(row?.balance).toBe(row?.posted);
    expect([row?.emitted, row?.last]).toEqual([10, 10]);
  });
});

describe('pending funds', () => {
  test('become available when due, once despite concurrent sweepers, and emit an event', async () => {
    const total = async () =>
      (
        await system.database.sql<{ pending: string; available: string }>(
          'SELECT sum(pending_minor)::text AS pending, sum(available_minor)::text AS available FROM seller_balance',
        )
      )[0];
    const before = await total();
    const funds = stores.pendingFunds;
    expect(await funds.mature(100)).toBe(0);
    await system.database.sql(`UPDATE pending_fund SET available_at = now() - interval '1 second'`);
    const matured = await Promise.all([funds.mature(100), funds.mature(100), funds.mature(1)]);
    let rest = matured.reduce((sum, count) => sum + count, 0);
    for (let more = 1; more > 0; rest += more) more = await funds.mature(100);
    expect(rest).toBeGreaterThanOrEqual(8);
    expect(await total()).toEqual({ pending: '0', available: before?.pending });
    const [emitted] = await system.database.sql<{ sequences: number[]; order: string | null }>(
      `SELECT array_agg(sequence ORDER BY position) AS sequences, (array_agg(data->>'orderId' ORDER BY position DESC))[1] AS order
       FROM outbox_event WHERE aggregate_id = $1`,
      [kiln],
    );
    expect(emitted?.order).toBeNull();
    expect(emitted?.sequences).toEqual(emitted?.sequences.map((_each, index) => index + 1));
    expect(await system.database.sql('SELECT FROM pending_fund')).toEqual([]);
  });
});
