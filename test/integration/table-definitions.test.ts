import { glob } from 'node:fs/promises';

import { beforeAll, describe, expect, it } from 'vitest';

import type { Column, Table } from '../../adapters/postgres/database/table.js';
import { columnName } from '../../adapters/postgres/database/table.js';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { createDatabase } from '../harness/database.js';

/** Database columns without a definition, and how they get their values. */
const NOT_MAPPED: Readonly<Record<string, readonly string[]>> = {
  // Database defaults.
  cart: ['created_at', 'updated_at'],
  payment: ['created_at'],
  refund: ['requested_at'],
  ledger_posting: ['posted_at'],
  // Columns maintained by the queue's own statements.
  mail: ['run_at', 'dispatched_at', 'lease_token', 'lease_until', 'sent_at', 'created_at', 'updated_at'],
  psp_step: ['dispatched_at', 'psp_object', 'error', 'created_at', 'updated_at'],
  outbox_event: ['slot', 'published_at', 'parked_at', 'parked_reason'],
};

const TYPES: Readonly<Record<Column<unknown>['type'], readonly string[]>> = {
  text: ['text'],
  int: ['integer', 'smallint'],
  bigint: ['bigint'],
  boolean: ['boolean'],
  timestamptz: ['timestamp with time zone'],
  jsonb: ['jsonb'],
};

type ActualColumn = { table_name: string; column_name: string; data_type: string; is_nullable: 'YES' | 'NO' };

const tables = await definedTables();
let actual: readonly ActualColumn[] = [];

beforeAll(async () => {
  const database = await createDatabase();
  actual = await database.sql<ActualColumn>(
    `SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public'`,
  );
});

describe.each(tables)('the columns of $name', (table) => {
  const columns = Object.entries(table.columns)
    .filter(([, { role }]) => role !== 'given')
    .map(([property, of]) => ({ ...of, name: columnName(property, of) }));
  const inDatabase = () => actual.filter(({ table_name }) => table_name === table.name);

  it('match the migrated database', () => {
    for (const { name, type, isNullable } of columns) {
      const found = inDatabase().find(({ column_name }) => column_name === name);
      expect(found, `${table.name}.${name}`).toBeDefined();
      expect(TYPES[type], `type of ${table.name}.${name}`).toContain(found?.data_type);
      expect({ [name]: found?.is_nullable }).toEqual({ [name]: isNullable ? 'YES' : 'NO' });
    }
  });

  it('cover all database columns except those listed as not mapped', () => {
    const mapped = new Set(columns.map(({ name }) => name));
    const others = inDatabase().map(({ column_name }) => column_name);
    expect(others.filter((name) => !mapped.has(name)).toSorted()).toEqual(
      (NOT_MAPPED[table.name] ?? []).toSorted(),
    );
  });
});

it('no table is defined twice', () => {
  const names = tables.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(10);
  expect([...new Set(names)]).toEqual(names);
  expect(names).toEqual(expect.arrayContaining(Object.keys(NOT_MAPPED)));
});

/** The exports of the `*-table.ts` files. */
async function definedTables(): Promise<readonly Table[]> {
  const found: Table[] = [];
  for await (const file of glob('adapters/postgres/*/*-table.ts', { cwd: projectRoot })) {
    const module = (await import(`${projectRoot}/${file}`)) as Record<string, Table>;
    found.push(...Object.values(module));
  }
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
