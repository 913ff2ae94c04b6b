import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { appDatabaseUrl } from '../../tools/stack/app-database-url.js';
import { atEndOfFile } from './cleanup.js';
import type { TemplateName } from './template-database.js';
import { askControl, testStack } from './test-stack.js';

/** The private database of one test file. */
export interface TestDatabase {
  /** URL of the servers' user, who owns nothing. */
  readonly url: string;
  /** URL of the table owner, who has all privileges. */
  readonly ownerUrl: string;
  /** Runs one statement as the owner and returns its rows. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Drops the database early; otherwise it is dropped at the end of the file. */
  drop(): Promise<void>;
}

/** A copy of the migrated (or migrated and seeded) template, dropped at the end of the file. */
export async function createDatabase(options: { template?: TemplateName } = {}): Promise<TestDatabase> {
  const { databaseUrl } = await testStack();
  const template = await askControl<string>(`template/${options.template ?? 'empty'}`);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(databaseUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const ownerUrl = `${databaseUrl.slice(0, databaseUrl.lastIndexOf('/'))}/${name}`;
  const pool = new Pool({ connectionString: ownerUrl, max: 2 });
  // Tests kill the server; an idle connection that breaks with it is not a test failure.
  pool.on('error', () => undefined);
  let dropped = false;
  const drop = async (): Promise<void> => {
    if (dropped) return;
    dropped = true;
    await pool.end();
    await administer(databaseUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  atEndOfFile(drop);
  return {
    url: appDatabaseUrl(ownerUrl),
    ownerUrl,
    drop,
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
  };
}

async function administer(databaseUrl: string, statement: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}
