import { setTimeout as delay } from 'node:timers/promises';
import type { GivenServers } from '../../config/environment.js';
import { appDatabaseUrl } from '../stack/app-database-url.js';
import { localPath } from '../stack/project-paths.js';
import { startStack } from '../stack/stack.js';
import { runningStack, type StackState } from '../stack/stack-state.js';

/** The servers that the system uses, and how to release them. */
export interface ServersInUse {
  /** For the servers' user, if the database is ours or the caller gave two URLs. */
  readonly databaseUrl: string;
  /** For the owner of the tables, if that is a different user. */
  readonly migrationUrl: string | undefined;
  readonly redisUrl: string;
  readonly kafkaBrokers: string | undefined;
  /** Stops servers started for us; a stack that was already running keeps running. */
  release(): Promise<void>;
}

const joinTimeoutMs = 5 * 60_000;

/** Uses the stack that `npm run stack -- up` runs in this clone, or starts one for the duration. */
export async function useServers(given: GivenServers, report: (line: string) => void): Promise<ServersInUse> {
  const folder = localPath('stack');
  const running = await readyStack(folder);
  if (running !== undefined) {
    report('using the stack that is already running');
    const { redisUrl, kafkaBrokers } = running;
    return { ...databaseUrls(running, given), redisUrl, kafkaBrokers, release: async () => undefined };
  }
  const stack = await startStack({ folder, durable: true, report, given });
  const { redisUrl, kafkaBrokers } = stack;
  return { ...databaseUrls(stack, given), redisUrl, kafkaBrokers, release: async () => await stack.stop() };
}

/** A database that we run has a separate user for the servers; for a given one, the caller's URLs apply. */
function databaseUrls(
  { databaseUrl, servers }: { databaseUrl: string; servers: readonly { name: string; source: string }[] },
  { migrationUrl }: GivenServers,
): Pick<ServersInUse, 'databaseUrl' | 'migrationUrl'> {
  const isOurs = servers.some(({ name, source }) => name === 'postgres' && source === 'own');
  return isOurs
    ? { databaseUrl: appDatabaseUrl(databaseUrl), migrationUrl: databaseUrl }
    : { databaseUrl, migrationUrl };
}

/** A stack supervised by another process, once it is ready; undefined if there is none or it stops. */
async function readyStack(folder: string): Promise<StackState | undefined> {
  const deadline = Date.now() + joinTimeoutMs;
  for (;;) {
    const state = runningStack(folder);
    if (state === undefined || state.ready) return state;
    if (Date.now() > deadline) {
      throw new Error('the running stack did not become ready; see: npm run stack -- status');
    }
    await delay(100);
  }
}
