import { randomBytes } from 'node:crypto';

import { Client } from 'pg';

import { migrate, openDatabase, type Database } from '../../adapters/postgres/database/database.js';
import { givenServers } from '../../config/environment.js';
import { seedMarketplace } from '../seed/seed-marketplace.js';
import { localPath } from '../stack/project-paths.js';
import { startPostgres } from '../stack/start-servers.js';

/** A separate database for a bench with the demo marketplace; `close` drops it and stops the server if started here. */
export type BenchDatabase = Readonly<{ database: Database; close: () => Promise<void> }>;

/**
 * Creates a database on the server of DATABASE_URL, or on a PostgreSQL started here. Its connections report the executed
 * plan of every statement, including those in triggers (auto_explain), which requires a superuser.
 */
export async function openBenchDatabase(report: (line: string) => void): Promise<BenchDatabase> {
  const settings = { folder: localPath('bench'), durable: false, report };
  const { server, url } = await startPostgres(settings, givenServers().databaseUrl);
  const name = `bench_${randomBytes(4).toString('hex')}`;
  await administer(url, [
    `CREATE DATABASE ${name}`,
    ...REPORT_PLANS.map((setting) => `ALTER DATABASE ${name} SET ${setting}`),
  ]);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = await openDatabase({ url: own.href, poolMax: 4, applicationName: 'splitcart-bench' });
  await migrate(database);
  await seedMarketplace(database.pool);
  return {
    database,
    async close() {
      await database.close();
      await administer(url, [`DROP DATABASE ${name} WITH (FORCE)`]);
      await server.stop();
    },
  };
}

const REPORT_PLANS = [
  `session_preload_libraries = 'auto_explain'`,
  'auto_explain.log_min_duration = 0',
  'auto_explain.log_analyze = on',
  'auto_explain.log_buffers = on',
  'auto_explain.log_timing = off',
  'auto_explain.log_nested_statements = on',
  `auto_explain.log_format = 'json'`,
  `auto_explain.log_level = 'notice'`,
  'jit = off',
];

async function administer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
