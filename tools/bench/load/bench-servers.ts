import { randomBytes } from 'node:crypto';

import { Pool } from 'pg';

import { givenServers } from '../../../config/environment.js';
import { prepareDatabase } from '../../start/prepare-database.js';
import { appDatabaseUrl } from '../../stack/app-database-url.js';
import { localPath } from '../../stack/project-paths.js';
import { startStack } from '../../stack/stack.js';
import type { StackServer } from '../../stack/stack-server.js';
import { seedSellers } from './seed-sellers.js';

/** PostgreSQL, Redis and Kafka for one run of a bench, with a database and topics of its own. */
export type BenchServers = Readonly<{
  /** As api and workers connect. */
  databaseUrl: string;
  ownerUrl: string;
  /** The owner's connections; what the bench itself asks goes here and is not counted as ours. */
  owner: Pool;
  redisUrl: string;
  kafkaBrokers: string;
  topicPrefix: string;
  /** A server that this run started itself; undefined for one that was named in the environment. */
  ownServer: (name: 'postgres' | 'redis' | 'kafka') => StackServer | undefined;
  close: () => Promise<void>;
}>;

/** Any number from here on: the tests' own files count from 0. */
const FIRST_REDIS_DATABASE = 400;
const REDIS_DATABASES = 100;

/** Starts what DATABASE_URL, REDIS_URL and KAFKA_BROKERS do not name, durable, and fills a new database with sellers. */
export async function openBenchServers(say: (line: string) => void): Promise<BenchServers> {
  const folder = localPath('bench');
  const stack = await startStack({ folder, durable: true, report: say, given: givenServers() });
  const name = `bench_${randomBytes(4).toString('hex')}`;
  const { databaseUrl: serverUrl, kafkaBrokers, servers } = stack;
  try {
    if (kafkaBrokers === undefined)
      throw new Error('this bench needs Kafka: install Java, or set KAFKA_BROKERS');
    await administer(serverUrl, `CREATE DATABASE ${name}`);
    const ownerUrl = withDatabase(serverUrl, name);
    const databaseUrl = appDatabaseUrl(ownerUrl);
    await prepareDatabase({ databaseUrl, migrationUrl: ownerUrl }, say);
    const owner = new Pool({ connectionString: ownerUrl, max: 4 });
    owner.on('error', () => undefined);
    await seedSellers(owner);
    return {
      databaseUrl,
      ownerUrl,
      owner,
      redisUrl: ownRedisDatabase(stack.redisUrl),
      kafkaBrokers,
      topicPrefix: `${name}.`,
      ownServer: (wanted) => servers.find((server) => server.name === wanted && server.source === 'own'),
      async close() {
        await owner.end();
        await administer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

function ownRedisDatabase(redisUrl: string): string {
  const url = new URL(redisUrl);
  url.pathname = `/${FIRST_REDIS_DATABASE + (process.pid % REDIS_DATABASES)}`;
  return url.href;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function administer(url: string, statement: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined);
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}
