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

/** What MikroORM would change in the tables it maps. */
async function changes(): Promise<readonly string[]> {
  const sql = await opened.orm.schema.getUpdateSchemaSQL({ dropTables: false });
  return sql.split('\n').filter((line) => line !== '' && !BELONGS_TO_MIGRATIONS.test(line));
}

/** Constraints, indexes and comments are defined only in the migrations; enum values are compared below. */
const BELONGS_TO_MIGRATIONS =
  /^(set |drop index |comment on |alter table "\w+" (add|drop) constraint )|^alter table "item" drop column "search_words";$/;

describe('the MikroORM entities', () => {
  test('match the columns of their tables, with types, defaults and nullability', async () => {
    expect(await changes()).toEqual([]);
  });

  test.for([
    ['an extra column', `ALTER TABLE seller ADD COLUMN motto text`, 'drop column "motto"'],
    ['a missing column', `ALTER TABLE seller DROP COLUMN tagline`, 'add "tagline"'],
    ['an unexpected null', `ALTER TABLE item ALTER COLUMN name DROP NOT NULL`, '"name" set not null'],
    ['a different type', `ALTER TABLE stock ALTER COLUMN sold TYPE bigint`, '"sold" type int'],
    [
      'a different default',
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

  test('allow exactly the values that the database allows', async () => {
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

/** The values of the table's check constraint on this column alone. */
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
