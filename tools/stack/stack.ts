import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { GivenServers } from '../../config/environment.js';
import { endRecordedProcesses } from './process-record.js';
import type { StackServer } from './stack-server.js';
import {
  readStackState,
  removeStackState,
  retireStackState,
  runningStack,
  writeStackState,
} from './stack-state.js';
import {
  startKafka,
  startPostgres,
  startRedis,
  type StackSettings,
  type StartedServer,
} from './start-servers.js';

/** Settings of a stack, and the servers given by the caller. */
export interface StackOptions extends StackSettings {
  readonly given: GivenServers;
}

/** A running stack. */
export interface Stack {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Undefined without Kafka: events then wait in the outbox. */
  readonly kafkaBrokers: string | undefined;
  readonly servers: readonly StackServer[];
  /** Stops everything that this stack started; returns when no process is left. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL, Redis and Kafka in parallel and supervises them from this process. Processes left over from a killed
 * supervisor are stopped first. Throws when a stack of this folder is already running, or when PostgreSQL or Redis is
 * unavailable; a missing Kafka is only reported.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { folder, report } = options;
  const running = runningStack(folder);
  if (running !== undefined)
    throw new Error(`a stack is already running (process ${running.supervisor.pid})`);
  for (const name of await endRecordedProcesses(pidFolder(folder)))
    report(`stopped ${name}, left over from an earlier run`);
  claim(folder);
  const started: StackServer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map(async (server) => await server.stop()));
  };
  const keep = async <T extends StartedServer | { missing: string }>(starting: Promise<T>): Promise<T> => {
    const result = await starting;
    if ('server' in result) {
      started.push(result.server);
      report(`${result.server.title} ${describeSource(result.server)} ${result.server.address}`);
    }
    return result;
  };
  const outcomes = await Promise.allSettled([
    keep(startPostgres(options, options.given.databaseUrl)),
    keep(startRedis(options, options.given.redisUrl)),
    keep(startKafka(options, options.given.kafkaBrokers)),
  ]);
  const [postgres, redis, kafka] = outcomes;
  if (postgres.status === 'rejected' || redis.status === 'rejected' || kafka.status === 'rejected') {
    await stop();
    throw new Error(outcomes.flatMap((outcome) => reasonOf(outcome)).join('\n'));
  }
  const missing = 'missing' in kafka.value ? kafka.value.missing : undefined;
  if (missing !== undefined) report(`Kafka cannot run here (missing: ${missing}); events wait in the outbox`);
  const urls = {
    databaseUrl: postgres.value.url,
    redisUrl: redis.value.url,
    kafkaBrokers: 'url' in kafka.value ? kafka.value.url : undefined,
  };
  const servers = started.map(({ name, title, address, source, logFile }) => {
    return { name, title, address, source, logFile };
  });
  const state = { ...urls, kafkaMissing: missing, servers };
  writeStackState(folder, { ready: true, ...state });
  const stopAnnounced = async (): Promise<void> => {
    writeStackState(folder, { ready: false, ...state });
    await stop();
    retireStackState(folder);
  };
  return { ...urls, servers: started, stop: stopAnnounced };
}

/** Stops the stack of a folder from another process: its supervisor, or what a killed one left over. Returns what it stopped. */
export async function stopStack(folder: string, patienceMs = 40_000): Promise<string[]> {
  const running = runningStack(folder);
  const ended: string[] = [];
  if (running !== undefined && running.supervisor.pid !== process.pid) {
    process.kill(running.supervisor.pid, 'SIGTERM');
    const deadline = Date.now() + patienceMs;
    while (runningStack(folder) !== undefined && Date.now() < deadline) await delay(50);
    ended.push(...running.servers.filter((server) => server.source === 'own').map((server) => server.name));
  }
  return [...ended, ...(await endRecordedProcesses(pidFolder(folder)))];
}

/** Removes the data, logs and state of a stopped stack. */
export function removeStackData(folder: string): void {
  removeStackState(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** The folder of a stack's pid records. */
export function pidFolder(folder: string): string {
  return join(folder, 'pids');
}

/** Records this process as supervisor before anything is started, keeping the ports of the last run. */
function claim(folder: string): void {
  const servers = readStackState(folder)?.servers ?? [];
  writeStackState(folder, { ready: false, databaseUrl: '', redisUrl: '', servers });
}

function describeSource(server: StackServer): string {
  switch (server.source) {
    case 'own':
      return 'listens on';
    case 'given':
      return 'from the environment at';
    case 'compose':
      return 'runs in Docker Compose on';
  }
}

function reasonOf(outcome: PromiseSettledResult<unknown>): string[] {
  if (outcome.status === 'fulfilled') return [];
  return [outcome.reason instanceof Error ? outcome.reason.message : String(outcome.reason)];
}
