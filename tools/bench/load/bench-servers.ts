import { randomBytes } from 'node:crypto';

import { Pool } from 'pg';

import { givenServers } from '../../../config/environment.js';
import { prepareDatabase } from '../../start/prepare-database.js';
import { appDatabaseUrl } from '../../stack/app-database-url.js';
import { localPath } from '../../stack/project-paths.js';
import { startStack } from '../../stack/stack.js';
import type { StackServer } from '../../stack/stack-server.js';
import { seedSellers } from './seed-sellers.js';

/** PostgreSQL, Redis and Kafka for one bench run, with a separate database and topics. */
export type BenchServers = Readonly<{
  /** For the API and the workers. */
  databaseUrl: string;
  ownerUrl: string;
  /** The owner's connections, for the bench's own queries, which are not counted. */
  owner: Pool;
  redisUrl: string;
  kafkaBrokers: string;
  topicPrefix: string;
  /** A server started by this run; undefined for one given in the environment. */
  ownServer: (name: 'postgres' | 'redis' | 'kafka') => StackServer | undefined;
  close: () => Promise<void>;
}>;

/** Redis database numbers from here on; tests count theirs from 0. */
const FIRST_REDIS_DATABASE = 400;
const REDIS_DATABASES = 100;

/** Starts the servers not given by DATABASE_URL, REDIS_URL and KAFKA_BROKERS, durable, and seeds a new database with sellers. */
export async function openBenchServers(report: (line: string) => void): Promise<BenchServers> {
  const folder = localPath('bench');
  const stack = await startStack({ folder, durable: true, report, given: givenServers() });
  const name = `bench_${randomBytes(4).toString('hex')}`;
  const { databaseUrl: serverUrl, kafkaBrokers, servers } = stack;
  try {
    if (kafkaBrokers === undefined)
      throw new Error('this bench needs Kafka: install Java, or set KAFKA_BROKERS');
    await administer(serverUrl, `CREATE DATABASE ${name}`);
    const ownerUrl = withDatabase(serverUrl, name);
    const databaseUrl = appDatabaseUrl(ownerUrl);
    await prepareDatabase({ databaseUrl, migrationUrl: ownerUrl }, report);
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
