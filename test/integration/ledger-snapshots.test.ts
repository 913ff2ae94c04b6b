import type { Pool } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Stores } from '../../adapters/postgres/open-stores.js';
import { newId } from '../../core/shared/ids.js';
import { createDatabase, type TestDatabase } from '../harness/database.js';
import { openTestStores } from '../harness/open-test-stores.js';

let database: TestDatabase;
let pool: Pool;
let stores: Stores;

beforeAll(async () => {
  database = await createDatabase({ template: 'seeded' });
  ({ pool, stores } = await openTestStores(database));
});

/** Posts an entry between fees and clearing, `daysAgo` days before the last midnight. */
const post = (amountMinor: number, daysAgo: number, currency = 'EUR') =>
  pool.query(
    `WITH e AS (INSERT INTO ledger_entry (id, business_key, fact, actor, cause) VALUES ($1::text, $1::text, 'ADJUSTED', 'operator', 'test') RETURNING id)
     INSERT INTO ledger_posting (entry_id, nth, account, currency, amount_minor, side, posted_at)
     SELECT e.id, v.*, date_trunc('day', now(), 'UTC') - $4 * interval '1 day'
     FROM e, (VALUES (1, 'psp_fees', $3::text, $2::bigint, 'DR'), (2, 'psp_clearing', $3::text, $2::bigint, 'CR')) v`,
    [newId('ent'), amountMinor, currency, daysAgo],
  );

const take = () => stores.ledgerSnapshots.take();

const fees = async () => {
  const lines = await stores.ledger.trialBalance();
  return lines
    .filter(({ account }) => account === 'psp_fees')
    .map(({ currency, debitMinor, creditMinor }) => [currency, debitMinor, creditMinor]);
};

const snapshots = async () => {
  const { rows } = await pool.query<{ of: string }>(
    `SELECT format('%s %s %s %s', account, currency, debit_minor, credit_minor) AS of FROM ledger_snapshot
     WHERE through = (SELECT max(through) FROM ledger_snapshot) ORDER BY 1`,
  );
  return rows.map(({ of }) => of);
};

/** Moves the snapshots one day into the past. */
const aDayLater = () =>
  database.sql(
    `SET session_replication_role = replica; UPDATE ledger_snapshot SET through = through - interval '1 day'; SET session_replication_role = origin`,
  );

describe('a ledger snapshot', () => {
  test('is not taken while no posting is a day old', async () => {
    await post(100, 0);
    expect(await take()).toBe(0);
    expect(await fees()).toEqual([['EUR', 100n, 0n]]);
  });

  test('sums postings older than a day once, and the trial balance stays the same', async () => {
    await post(20, 3);
    await post(3, 2.5, 'JPY');
    expect(await Promise.all([take(), take(), take()])).toContain(4);
    expect(await take()).toBe(0);
    expect(await snapshots()).toEqual([
      'psp_clearing EUR 0 20',
      'psp_clearing JPY 0 3',
      'psp_fees EUR 20 0',
      'psp_fees JPY 3 0',
    ]);
    expect(await fees()).toEqual([
      ['EUR', 120n, 0n],
      ['JPY', 3n, 0n],
    ]);
  });

  test('carries every account forward, including those without new postings', async () => {
    await aDayLater();
    await post(7, 1.5);
    expect(await take()).toBe(4);
    expect(await snapshots()).toContain('psp_fees EUR 27 0');
    expect(await snapshots()).toContain('psp_fees JPY 3 0');
    expect(await fees()).toContainEqual(['EUR', 127n, 0n]);
  });
});
