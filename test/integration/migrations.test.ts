import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { grantAppRole } from '../../adapters/postgres/database/app-role.js';
import { migrate, openDatabase, type Database } from '../../adapters/postgres/database/database.js';
import { MIGRATIONS } from '../../adapters/postgres/database/migrations.js';
import { placeOrder } from '../../core/orders/place-order.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { fillCart, startCheckoutServices } from '../harness/checkout-services.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { createDatabase, type TestDatabase } from '../harness/database.js';
import { dumpSchema } from '../harness/schema-dump.js';

/** The demo marketplace with an order, so that no table on the money path is empty. */
let database: TestDatabase;
let owner: Database;
let schema: readonly string[];

beforeAll(async () => {
  const started = await startCheckoutServices();
  const cart = await fillCart(started, { sellers: 2, linesPerSeller: 2 });
  const placed = await placeOrder(started.services, { ...cart, idempotencyKey: randomUUID() });
  if (isDomainError(placed)) throw new Error(placed.code);
  database = started.database;
  owner = await openAsOwner(database);
  schema = await dumpSchema(database);
});

async function openAsOwner({ ownerUrl }: TestDatabase): Promise<Database> {
  const opened = await openDatabase({ url: ownerUrl, poolMax: 2, applicationName: 'splitcart-migrate' });
  atEndOfFile(() => opened.close());
  return opened;
}

describe('migrations', () => {
  test('create a schema whose dump lists every object once', () => {
    expect(new Set(schema).size).toBe(schema.length);
    expect(schema.length).toBeGreaterThan(1_000);
  });

  test('are reverted one by one, each to the schema before it', { timeout: 300_000 }, async () => {
    const rights = (fact: string) => fact.startsWith('grant ');
    const structure = async () => (await dumpSchema(database)).filter((fact) => !rights(fact));
    let after = schema.filter((fact) => !rights(fact));
    for (const { name } of MIGRATIONS.toReversed()) {
      await owner.orm.migrator.down();
      const before = await structure();
      await owner.orm.migrator.up({ to: name });
      expect(await structure(), `${name} again`).toEqual(after);
      await owner.orm.migrator.down();
      expect(await structure(), `before ${name}`).toEqual(before);
      after = before;
    }
    expect(after).toEqual(['extension pg_trgm', 'extension plpgsql']);
  });

  test('recreate the same schema from scratch, with the same grants for the servers', async () => {
    await migrate(owner);
    const { username, password } = new URL(database.url);
    await grantAppRole(owner.pool, { name: username, password });
    expect(await dumpSchema(database)).toEqual(schema);
  });

  test('do not run on a database made by different migrations with the same numbers', async () => {
    const other = await createDatabase();
    await other.sql(`UPDATE schema_migration SET name = 'm0001-shop' WHERE name = 'm0001-domains'`);
    await expect(migrate(await openAsOwner(other))).rejects.toThrow('has migration m0001-shop');
  });
});
