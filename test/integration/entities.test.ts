import { beforeAll, describe, expect, test } from 'vitest';

import { openDatabase, type Database } from '../../adapters/postgres/database/database.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { createDatabase, type TestDatabase } from '../harness/database.js';

let database: TestDatabase;
let opened: Database;

beforeAll(async () => {
  database = await createDatabase();
  opened = await openDatabase({ url: database.ownerUrl, poolMax: 2, applicationName: 'test' });
  atEndOfFile(() => opened.close());
});

/** What MikroORM would change about the tables that it maps. */
async function changes(): Promise<readonly string[]> {
  const sql = await opened.orm.schema.getUpdateSchemaSQL({ dropTables: false });
  return sql.split('\n').filter((line) => line !== '' && !BELONGS_TO_MIGRATIONS.test(line));
}

/** Constraints, indexes and comments stand in the migrations alone; of an enum the values are compared below. */
const BELONGS_TO_MIGRATIONS =
  /^(set |drop index |comment on |alter table "\w+" (add|drop) constraint )|^alter table "item" drop column "search_words";$/;

describe('the entities of MikroORM', () => {
  test('have the columns of their tables, with their types, defaults and nulls', async () => {
    expect(await changes()).toEqual([]);
  });

  test.for([
    ['a column that they do not have', `ALTER TABLE seller ADD COLUMN motto text`, 'drop column "motto"'],
    ['a column that is gone', `ALTER TABLE seller DROP COLUMN tagline`, 'add "tagline"'],
    [
      'a null that they do not expect',
      `ALTER TABLE item ALTER COLUMN name DROP NOT NULL`,
      '"name" set not null',
    ],
    ['another type', `ALTER TABLE stock ALTER COLUMN sold TYPE bigint`, '"sold" type int'],
    [
      'another default',
      `ALTER TABLE item ALTER COLUMN active SET DEFAULT false`,
      '"active" set default true',
    ],
  ] as const)('differ from a table with %s', async ([, change, reported]) => {
    const other = await createDatabase();
    const { orm, close } = await openDatabase({ url: other.ownerUrl, poolMax: 1, applicationName: 'test' });
    atEndOfFile(close);
    await other.sql(change);
    expect(await orm.schema.getUpdateSchemaSQL({ dropTables: false })).toContain(reported);
  });

  test('allow the values that the database allows', async () => {
    const entities = [...opened.orm.getMetadata().getAll().values()];
    const enums = entities.flatMap(({ tableName, props }) =>
      props.flatMap(({ items, fieldNames }) =>
        items === undefined ? [] : [{ tableName, column: fieldNames[0] ?? '', items }],
      ),
    );
    expect(enums.length).toBeGreaterThan(5);
    for (const { tableName, column, items } of enums)
      expect({ column, values: await allowedValues(tableName, column) }).toEqual({
        column,
        values: items.map(String).toSorted(),
      });
  });
});

/** The values of the constraint of a table that is about this column only. */
async function allowedValues(table: string, column: string): Promise<readonly string[]> {
  const found = await database.sql<{ rule: string }>(
    `SELECT pg_get_constraintdef(k.oid) AS rule FROM pg_constraint k
     WHERE k.conrelid = $1::regclass AND k.contype = 'c'
       AND k.conkey = ARRAY[(SELECT attnum FROM pg_attribute WHERE attrelid = k.conrelid AND attname = $2)]`,
    [table, column],
  );
  return found
    .flatMap(({ rule }) => Array.from(rule.matchAll(/'(\w+)'/g), ([, value = '']) => value))
    .toSorted();
}
