import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { PostgresDialect } from 'kysely';
import type { PoolClient } from 'pg';
import { Pool } from 'pg';

import { ItemEntity, SellerEntity, StockEntity } from './catalog-entities.js';
import { M0001Skeleton } from './migrations/m0001-skeleton.js';

export type DatabaseSettings = Readonly<{
  url: string;
  poolMax: number;
  /** Shown in pg_stat_activity, so that operations see whose connection it is. */
  applicationName: string;
  /** Called with the text of every statement; the tests count with it and the metrics will. */
  onStatement?: (text: string) => void;
}>;

/** The database: one connection pool of ours, which MikroORM and the hand-written statements of the money path share. */
export type Database = Readonly<{ orm: MikroORM; pool: Pool; close: () => Promise<void> }>;

/** Connects. Throws when the database cannot be reached. */
export async function openDatabase({ url, poolMax, applicationName, onStatement }: DatabaseSettings): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: poolMax, application_name: applicationName });
  // A connection that the server drops while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  if (onStatement !== undefined) observe(pool, onStatement);
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [SellerEntity, ItemEntity, StockEntity],
    extensions: [Migrator],
    migrations: {
      migrationsList: [{ name: 'm0001-skeleton', class: M0001Skeleton }],
      tableName: 'schema_migration',
      snapshot: false,
      transactional: true,
    },
    allowGlobalContext: false,
    driverOptions: new PostgresDialect({ pool }),
    logger: () => undefined,
  });
  await orm.connect();
  return { orm, pool, close: () => orm.close(true) };
}

/** Brings the schema up to the newest migration. Safe to run from several processes at once. */
export async function migrate({ orm, pool }: Database): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await orm.migrator.up();
    return applied.map(({ name }) => name);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    client.release();
  }
}

/** Any number will do, as long as nothing else in this database locks it. */
const MIGRATION_LOCK = 7_261_002;

function observe(pool: Pool, onStatement: (text: string) => void): void {
  pool.on('connect', (client: PoolClient) => {
    const query = client.query.bind(client);
    client.query = ((...args: unknown[]) => {
      onStatement(textOf(args[0]));
      return Reflect.apply(query, client, args);
    }) as typeof client.query;
  });
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  if (typeof statement === 'object' && statement !== null && 'text' in statement) return String(statement.text);
  return '';
}
