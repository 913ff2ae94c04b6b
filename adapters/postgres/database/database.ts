import { MikroORM, SchemaGenerator } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { PostgresDialect } from 'kysely';
import { Pool } from 'pg';

import { ENTITIES } from './entities.js';
import { MIGRATIONS } from './migrations.js';

export type DatabaseSettings = Readonly<{
  url: string;
  poolMax: number;
  /** Shown in pg_stat_activity, so that operations see whose connection it is. */
  applicationName: string;
}>;

/** The database: one connection pool of ours, which MikroORM and the hand-written statements of the money path share. */
export type Database = Readonly<{ orm: MikroORM; pool: Pool; close: () => Promise<void> }>;

/** Connects. Throws when the database cannot be reached. */
export async function openDatabase({ url, poolMax, applicationName }: DatabaseSettings): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: poolMax,
    application_name: applicationName,
    keepAlive: true,
  });
  // A connection that the server drops while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // Likewise while a transaction has it: the statement under way fails, and that is what the caller hears of it.
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
    // Transactions are opened in one place, and this is not it: what one flush writes is one statement, or part of a `Tx`.
    implicitTransactions: false,
    driverOptions: new PostgresDialect({ pool }),
    logger: () => undefined,
  });
  await orm.connect();
  return { orm, pool, close: () => orm.close(true) };
}

/**
 * Brings the schema up to the newest migration. Safe to run from several processes at once. Throws when the database was
 * made by other migrations than ours.
 */
export async function migrate({ orm, pool }: Database): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseOtherHistory(orm);
    const applied = await orm.migrator.up();
    return applied.map(({ name }) => name);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    client.release();
  }
}

/** Any number will do, as long as nothing else in this database locks it. */
const MIGRATION_LOCK = 7_261_002;

/** A number that was used for something else stands for another schema, which nothing here can bring up to date. */
async function refuseOtherHistory(orm: MikroORM): Promise<void> {
  const executed = await orm.migrator.getExecuted();
  for (const { name } of executed) {
    const own = MIGRATIONS.find((migration) => numberOf(migration.name) === numberOf(name))?.name;
    if (own !== undefined && own !== name)
      throw new Error(
        `the database was made with ${name} where this version has ${own}: give it a new database (npm run stack -- reset)`,
      );
  }
}

const numberOf = (name: string): string => name.slice(0, 'm0001'.length);
