import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { findProgram, runCommand } from './run-command.js';
import type { ProcessPlan } from './supervised-process.js';
import { installPackages } from './system-packages.js';

/** A Redis ready to start, and its URL without a database number. */
export interface RedisServer {
  readonly plan: ProcessPlan;
  readonly url: string;
}

const oldestRedis = 7;
const pingTimeoutMs = 1_000;

/** Path of a recent enough redis-server, installed if possible; undefined otherwise. */
export async function installRedis(report: (line: string) => void): Promise<string | undefined> {
  if (await isRedisRecentEnough()) return findProgram('redis-server');
  const installed = await installPackages(['redis-server'], report);
  return installed && (await isRedisRecentEnough()) ? findProgram('redis-server') : undefined;
}

/** How to run our own Redis; its data survives a crash (append-only file, synced every second). */
export function prepareRedis(program: string, options: { dataFolder: string; port: number }): RedisServer {
  mkdirSync(options.dataFolder, { recursive: true });
  const { port } = options;
  const settings: Record<string, string> = {
    port: String(port),
    bind: '127.0.0.1',
    dir: options.dataFolder,
    appendonly: 'yes',
    appendfsync: 'everysec',
    // No snapshots in addition to the append-only file.
    save: '',
    // Queues must never be evicted under memory pressure: reject writes instead.
    'maxmemory-policy': 'noeviction',
    // One database per test file.
    databases: '512',
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    plan: {
      name: 'redis',
      title: 'Redis',
      command: program,
      args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
      isHealthy: async () => await answersPing('127.0.0.1', port),
      startTimeoutMs: 30_000,
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 10_000,
    },
  };
}

/** Whether a Redis answers PING; false while it is still loading its data. */
export async function answersPing(host: string, port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ host, port, timeout: pingTimeoutMs });
    const answer = (healthy: boolean): void => {
      resolve(healthy);
      socket.destroy();
    };
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => answer(data.toString('latin1').startsWith('+PONG')));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
    socket.once('close', () => answer(false));
  });
}

async function isRedisRecentEnough(): Promise<boolean> {
  const result = await runCommand('redis-server', ['--version'], { timeoutMs: 10_000 });
  const major = /v=(\d+)\./.exec(result.output)?.[1];
  return result.code === 0 && major !== undefined && Number(major) >= oldestRedis;
}
