import { Pool } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';

import { accountChart } from '../../core/ledger/account-chart.js';
import { sellerBalanceChanged } from '../../core/ledger/seller-events.js';
import { newId } from '../../core/shared/ids.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';

let system: TestSystem;
let shopper: Shopper;
let orderId: string;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
  const order = await shopper.buy();
  await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
    what: 'the captures',
  });
  ({ orderId } = order);
});

const sql = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
  system.database.sql<Row>(text, values);

const balanceOf = async (account: string) => {
  const [row] = await sql<{ balance: string }>(
    `SELECT coalesce(sum(CASE p.side WHEN a.normal_side THEN amount_minor ELSE -amount_minor END), 0)::text AS balance
     FROM ledger_posting p JOIN ledger_account a ON a.code = p.account JOIN ledger_entry e ON e.id = p.entry_id
     WHERE p.account = $1 AND e.order_id = $2`,
    [account, orderId],
  );
  return BigInt(row?.balance ?? -1);
};

describe('the ledger of a captured order', () => {
  test('has the chart of accounts defined in the code', async () => {
    const rows = await sql<{ code: string }>(
      'SELECT code, title, kind, normal_side, is_per_seller FROM ledger_account ORDER BY code',
    );
    const chart = Object.entries(accountChart).map(([code, { title, kind, normalSide, isPerSeller }]) => ({
      code,
      title,
      kind,
      normal_side: normalSide,
      is_per_seller: isPerSeller,
    }));
    expect(rows).toEqual(chart.toSorted((a, b) => (a.code < b.code ? -1 : 1)));
  });

  test('has one entry for the authorization and one per capture, each with its order and cause', async () => {
    const entries = await sql<{ fact: string; step_id: string | null; cause: string }>(
      'SELECT fact, step_id, cause FROM ledger_entry WHERE order_id = $1 ORDER BY id',
      [orderId],
    );
    expect(entries.map(({ fact }) => fact)).toEqual(['AUTHORIZED', 'CAPTURED', 'CAPTURED', 'CAPTURED']);
    // The webhook may report the authorization before our own call records it; only steps record captures.
    const captures = entries.filter(({ fact }) => fact === 'CAPTURED');
    expect(captures.every(({ step_id }) => step_id !== null)).toBe(true);
    expect(entries.every(({ cause }) => cause !== '')).toBe(true);
  });

  test('ends with no open authorization and the total at the PSP split as in the placed order', async () => {
    const [placed] = await sql<{ total: string; commission: string; tax: string }>(
      `SELECT sum(total_minor)::text AS total, sum(commission_minor)::text AS commission, sum(tax_minor + tax_included_minor)::text AS tax
       FROM seller_order WHERE order_id = $1`,
      [orderId],
    );
    const [total, commission, tax] = [placed?.total, placed?.commission, placed?.tax].map((text) =>
      BigInt(text ?? 0),
    );
    if (total === undefined || commission === undefined || tax === undefined)
      throw new Error('no seller orders');
    expect(commission).toBeGreaterThan(0n);
    expect(tax).toBeGreaterThan(0n);
    expect(await balanceOf('auth_hold')).toBe(0n);
    expect(await balanceOf('auth_hold_offset')).toBe(0n);
    expect(await balanceOf('psp_clearing')).toBe(total);
    expect(await balanceOf('platform_commission')).toBe(commission);
    expect(await balanceOf('tax_payable')).toBe(tax);
    expect(await balanceOf('seller_payable')).toBe(total - commission - tax);
  });

  test('keeps each seller’s balance equal to their postings, all pending', async () => {
    const rows = await sql<{ pending: string; available: string; posted: string; scheduled: string }>(
      `SELECT b.pending_minor::text AS pending, b.available_minor::text AS available,
         (SELECT sum(CASE side WHEN 'CR' THEN amount_minor ELSE -amount_minor END)::text FROM ledger_posting p
          WHERE p.seller_id = b.seller_id AND p.currency = b.currency) AS posted,
         (SELECT sum(amount_minor)::text FROM pending_fund f WHERE f.seller_id = b.seller_id AND f.currency = b.currency) AS scheduled
       FROM seller_balance b`,
    );
    expect(rows).toHaveLength(3);
    for (const { pending, available, posted, scheduled } of rows) {
      expect(available).toBe('0');
      expect([posted, scheduled]).toEqual([pending, pending]);
    }
  });

  test('emits an event per balance change, numbered without a gap per seller, with valid data', async () => {
    const events = await sql<{ sequence: number; data: { orderId: string } }>(
      `SELECT sequence, data FROM outbox_event WHERE topic = 'splitcart.sellers.v1' ORDER BY position`,
    );
    expect(events).toHaveLength(3);
    for (const { sequence, data } of events) {
      expect(sequence).toBe(1);
      expect(sellerBalanceChanged.schema.parse(data)).toEqual(data);
      expect(data.orderId).toBe(orderId);
    }
  });
});

describe('the ledger rejects, even from its owner,', () => {
  const insert = (postings: string, key: string = newId('ent')) => `
    WITH e AS (INSERT INTO ledger_entry (id, business_key, fact, actor, cause) VALUES ('${newId('ent')}', '${key}', 'ADJUSTED', 'operator', 'test') RETURNING id)
    INSERT INTO ledger_posting (entry_id, nth, account, currency, amount_minor, side) SELECT e.id, v.* FROM e, (VALUES ${postings}) v`;
  const balanced = `(1, 'psp_fees', 'EUR', 5, 'DR'), (2, 'psp_clearing', 'EUR', 5, 'CR')`;

  test.each([
    ['updating an entry', `UPDATE ledger_entry SET cause = 'other'`, 'append-only'],
    ['updating a posting', `UPDATE ledger_posting SET amount_minor = amount_minor + 1`, 'append-only'],
    ['deleting an entry', `DELETE FROM ledger_entry`, 'append-only'],
    ['deleting a posting', `DELETE FROM ledger_posting`, 'append-only'],
    ['updating a snapshot', `UPDATE ledger_snapshot SET debit_minor = 0`, 'append-only'],
    ['deleting a snapshot', `DELETE FROM ledger_snapshot`, 'append-only'],
    ['truncating postings', `TRUNCATE ledger_posting`, 'append-only'],
    ['truncating entries', `TRUNCATE ledger_entry CASCADE`, 'append-only'],
    [
      'an entry that does not sum to zero',
      insert(`(1, 'psp_fees', 'EUR', 5, 'DR'), (2, 'psp_clearing', 'EUR', 4, 'CR')`),
      'sum to zero',
    ],
    [
      'an entry that sums to zero only across currencies',
      insert(`(1, 'psp_fees', 'EUR', 5, 'DR'), (2, 'psp_clearing', 'USD', 5, 'CR')`),
      'sum to zero',
    ],
    [
      'a negative amount',
      insert(`(1, 'psp_fees', 'EUR', -5, 'DR'), (2, 'psp_clearing', 'EUR', -5, 'CR')`),
      'ledger_posting_amount_is_positive',
    ],
    [
      'an entry without postings',
      `INSERT INTO ledger_entry (id, business_key, fact, actor, cause) VALUES ('${newId('ent')}', 'x', 'ADJUSTED', 'operator', 'test')`,
      'no postings',
    ],
    [
      'postings added to a committed entry, balanced or not',
      `INSERT INTO ledger_posting (entry_id, nth, account, currency, amount_minor, side)
       SELECT id, v.* FROM ledger_entry, (VALUES (91, 'psp_fees', 'EUR', 5, 'DR'), (92, 'psp_clearing', 'EUR', 5, 'CR')) v`,
      'takes no more postings',
    ],
    [
      'a seller payable without a seller',
      insert(`(1, 'psp_clearing', 'EUR', 5, 'DR'), (2, 'seller_payable', 'EUR', 5, 'CR')`),
      'ledger_posting_names_the_seller_it_owes',
    ],
    [
      'an unknown account',
      insert(`(1, 'psp_clearing', 'EUR', 5, 'DR'), (2, 'pocket', 'EUR', 5, 'CR')`),
      'ledger_posting_account_fkey',
    ],
  ])('%s', async (_what, statement, reason) => {
    await expect(sql(statement)).rejects.toThrow(reason);
  });

  test('a fact that is already posted', async () => {
    await sql(insert(balanced, 'adjusted:once'));
    await expect(sql(insert(balanced, 'adjusted:once'))).rejects.toThrow('ledger_entry_is_written_once');
  });

  test('a posting added after the constraints were set to immediate', async () => {
    await expect(
      sql(`DO $$ BEGIN
        ${insert(balanced, 'adjusted:slipped')};
        SET CONSTRAINTS ALL IMMEDIATE;
        INSERT INTO ledger_posting (entry_id, nth, account, currency, amount_minor, side)
          SELECT id, 3, 'psp_fees', 'EUR', 7, 'DR' FROM ledger_entry WHERE business_key = 'adjusted:slipped';
      END $$`),
    ).rejects.toThrow('sum to zero');
  });
});

describe('the database user of the servers', () => {
  let servers: Pool;

  beforeAll(() => {
    servers = new Pool({ connectionString: system.database.url, max: 2 });
    atEndOfFile(() => servers.end());
  });

  test.each([
    ['update an entry', `UPDATE ledger_entry SET cause = 'other'`],
    ['update a posting', `UPDATE ledger_posting SET amount_minor = 1`],
    ['update a snapshot', `UPDATE ledger_snapshot SET debit_minor = 1`],
    ['delete an entry', `DELETE FROM ledger_entry`],
    ['delete a posting', `DELETE FROM ledger_posting`],
    ['lock entries for update', `SELECT 1 FROM ledger_entry FOR UPDATE`],
    ['truncate the table', `TRUNCATE ledger_posting`],
    ['disable a trigger', `ALTER TABLE ledger_entry DISABLE TRIGGER ALL`],
    ['drop a trigger', `DROP TRIGGER ledger_entry_is_immutable ON ledger_entry`],
    [
      'replace a trigger function',
      `CREATE OR REPLACE FUNCTION forbid_change_of_ledger() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'`,
    ],
    ['drop a constraint', `ALTER TABLE ledger_posting DROP CONSTRAINT ledger_posting_amount_is_positive`],
    ['drop the table', `DROP TABLE ledger_posting`],
    ['drop a unique index', `DROP INDEX ledger_entry_is_written_once`],
    ['skip the triggers as a replica does', `SET session_replication_role = replica`],
    [
      'change the chart of accounts',
      `INSERT INTO ledger_account (code, title, kind, normal_side, is_per_seller) VALUES ('pocket', 'x', 'ASSET', 'DR', false)`,
    ],
    ['become the owner', `SET ROLE splitcart`],
  ])('cannot %s', async (_what, statement) => {
    await expect(servers.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  test('cannot grant itself privileges', async () => {
    // Postgres only warns that nothing was granted.
    await servers.query('GRANT UPDATE, DELETE ON ledger_entry, ledger_posting TO splitcart_app');
    const { rows } = await servers.query<{ allowed: boolean }>(
      `SELECT has_table_privilege('ledger_entry', 'UPDATE') OR has_table_privilege('ledger_posting', 'DELETE') AS allowed`,
    );
    expect(rows).toEqual([{ allowed: false }]);
  });

  test('can add a balanced entry, but no unbalanced one', async () => {
    const entry = (credit: number) => `
      WITH e AS (INSERT INTO ledger_entry (id, business_key, fact, actor, cause) VALUES ('${newId('ent')}', '${newId('ent')}', 'ADJUSTED', 'operator', 'test') RETURNING id)
      INSERT INTO ledger_posting (entry_id, nth, account, currency, amount_minor, side)
      SELECT e.id, v.* FROM e, (VALUES (1, 'psp_fees', 'EUR', 5, 'DR'), (2, 'psp_clearing', 'EUR', ${credit}, 'CR')) v`;
    await expect(servers.query(entry(5))).resolves.toMatchObject({ rowCount: 2 });
    await expect(servers.query(entry(4))).rejects.toThrow('sum to zero');
  });
});
