import { MikroORM, SchemaGenerator } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { PostgresDialect } from 'kysely';
import { Pool } from 'pg';

import { ENTITIES } from './entities.js';
import { MIGRATIONS } from './migrations.js';

export type DatabaseSettings = Readonly<{
  url: string;
  poolMax: number;
  /** Shown in pg_stat_activity, so that operators can identify the connection. */
  applicationName: string;
}>;

/** One connection pool, used by MikroORM and by the hand-written SQL of the money path. */
export type Database = Readonly<{ orm: MikroORM; pool: Pool; close: () => Promise<void> }>;

/** Connects. Throws when the database cannot be reached. */
export async function openDatabase({ url, poolMax, applicationName }: DatabaseSettings): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: poolMax,
    application_name: applicationName,
    keepAlive: true,
  });
  // The pool replaces an idle connection that the server drops; without a listener the error would crash the process.
  pool.on('error', () => undefined);
  // The same for a connection in use: the running statement fails, and the caller gets that error.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [...ENTITIES],
    extensions: [Migrator, SchemaGenerator],
    migrations: {
      migrationsList: MIGRATIONS,
      tableName: 'schema_migration',
      snapshot: false,
      transactional: true,
    },
    allowGlobalContext: false,
    // Transactions are opened in pg-transaction.ts only: a flush writes one statement, or is part of a `Tx`.
    implicitTransactions: false,
    driverOptions: new PostgresDialect({ pool }),
    logger: () => undefined,
  });
  await orm.connect();
  return { orm, pool, close: () => orm.close(true) };
}

/**
 * Applies pending migrations; returns their names. Safe to run from several processes at once. Throws when the database
 * was created by other migrations than ours.
 */
export async function migrate({ orm, pool }: Database): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await rejectForeignHistory(orm);
    const applied = await orm.migrator.up();
    return applied.map(({ name }) => name);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    client.release();
  }
}

/** An arbitrary number that nothing else in this database uses as an advisory lock. */
const MIGRATION_LOCK = 7_261_002;

/** A migration number applied under another name means a different schema, which we cannot migrate. */
async function rejectForeignHistory(orm: MikroORM): Promise<void> {
  const executed = await orm.migrator.getExecuted();
  for (const { name } of executed) {
    const own = MIGRATIONS.find((migration) => numberOf(migration.name) === numberOf(name))?.name;
    if (own !== undefined && own !== name)
      throw new Error(
        `the database has migration ${name} where this version has ${own}: create a new database (npm run stack -- reset)`,
      );
  }
}

const numberOf = (name: string): string => name.slice(0, 'm0001'.length);
