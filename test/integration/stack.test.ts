import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { freePorts } from '../../tools/stack/free-port.js';
import { runningStack } from '../../tools/stack/stack-state.js';
import { acceptsConnections } from '../../tools/stack/stack-server.js';
import { startStack, type Stack } from '../../tools/stack/stack.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { testStack } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';

const logged: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'stack-'));
let stack: Stack;

/** PostgreSQL and Redis are private to this file; Kafka is the run's, passed in like an external server. */
async function start(given: { databaseUrl?: string; redisUrl?: string } = {}): Promise<Stack> {
  const { kafkaBrokers } = await testStack();
  return await startStack({
    folder,
    durable: true,
    report: (line) => logged.push(line),
    given: { databaseUrl: given.databaseUrl, redisUrl: given.redisUrl, kafkaBrokers },
  });
}

beforeAll(async () => {
  stack = await start();
  atEndOfFile(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});

function pidOf(name: string): number {
  return stack.servers.find((server) => server.name === name)?.process?.pid ?? 0;
}

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: stack.databaseUrl });
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function withRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(stack.redisUrl);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

describe('the local stack', () => {
  test('runs PostgreSQL 18 with synchronous commits, and Redis 7 that never evicts', async () => {
    expect(await query('SHOW server_version')).toEqual([{ server_version: expect.stringMatching(/^18\./) }]);
    expect(await query('SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    expect(await withRedis(async (redis) => await redis.config('GET', 'maxmemory-policy'))).toEqual([
      'maxmemory-policy',
      'noeviction',
    ]);
  });

  test('restarts a killed PostgreSQL at the same address with all committed data', async () => {
    await query('CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(pidOf('postgres'), 'SIGKILL');
    await waitFor(() => logged.includes('PostgreSQL is back'), { what: 'PostgreSQL' });
    expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('restarts a killed Redis at the same address with its data', async () => {
    await withRedis(async (redis) => await redis.set('kept', 'yes'));
    process.kill(pidOf('redis'), 'SIGKILL');
    await waitFor(() => logged.includes('Redis is back'), { what: 'Redis' });
    expect(await withRedis(async (redis) => await redis.get('kept'))).toBe('yes');
  });

  test('cannot be started twice in one folder', async () => {
    await expect(start()).rejects.toThrow(`a stack is already running (process ${process.pid})`);
    expect(await acceptsConnections(new URL(stack.redisUrl).host)).toBe(true);
  });

  test('publishes its server addresses to other processes', () => {
    const state = runningStack(folder);
    expect(state).toMatchObject({ ready: true, databaseUrl: stack.databaseUrl, redisUrl: stack.redisUrl });
    expect(state?.servers.map(({ name, source }) => `${name} ${source}`).sort()).toEqual([
      'kafka given',
      'postgres own',
      'redis own',
    ]);
  });

  test('leaves no process or open port behind, and keeps data and addresses for the next start', async () => {
    const { databaseUrl, redisUrl, kafkaBrokers } = stack;
    await stack.stop();
    expect(await acceptsConnections(new URL(databaseUrl).host)).toBe(false);
    expect(await acceptsConnections(new URL(redisUrl).host)).toBe(false);
    expect(await acceptsConnections(kafkaBrokers ?? '')).toBe(true);
    expect(readdirSync(join(folder, 'pids'))).toEqual([]);
    stack = await start();
    expect([stack.databaseUrl, stack.redisUrl]).toEqual([databaseUrl, redisUrl]);
    expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });
});

describe('a server named in the environment', () => {
  test('is used as is and never stopped', async () => {
    const { redisUrl } = await testStack();
    const own = mkdtempSync(join(tmpdir(), 'stack-'));
    const given = { ...(await testStack()), redisUrl };
    const borrowed = await startStack({ folder: own, durable: false, report: () => undefined, given });
    expect(borrowed.servers.map(({ source }) => source)).toEqual(['given', 'given', 'given']);
    await borrowed.stop();
    expect(await acceptsConnections(new URL(redisUrl).host)).toBe(true);
  });

  test('that is unreachable is reported instead of silently replaced', async () => {
    const [port = 0] = await freePorts(1);
    const own = mkdtempSync(join(tmpdir(), 'stack-'));
    const given = { ...(await testStack()), redisUrl: `redis://127.0.0.1:${port}` };
    await expect(startStack({ folder: own, durable: false, report: () => undefined, given })).rejects.toThrow(
      `REDIS_URL is set, but nothing answers at 127.0.0.1:${port}`,
    );
  });
});
