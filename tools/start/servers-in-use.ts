import { setTimeout as delay } from 'node:timers/promises';
import type { GivenServers } from '../../config/environment.js';
import { appDatabaseUrl } from '../stack/app-database-url.js';
import { localPath } from '../stack/project-paths.js';
import { startStack } from '../stack/stack.js';
import { runningStack, type StackState } from '../stack/stack-state.js';

/** The servers that the system runs on, and how to leave them. */
export interface ServersInUse {
  /** As the servers' own user, where the database is ours or the caller named two. */
  readonly databaseUrl: string;
  /** As the owner of the tables, where that is another user. */
  readonly migrationUrl: string | undefined;
  readonly redisUrl: string;
  readonly kafkaBrokers: string | undefined;
  /** Stops what was started for us; a stack that ran before goes on running. */
  release(): Promise<void>;
}

const joinTimeoutMs = 5 * 60_000;

/** Joins the stack that `npm run stack -- up` runs in this clone, or starts one for as long as we run. */
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

/** A database that we run has a user for the servers; of one that was brought along we know what we were told. */
function databaseUrls(
  { databaseUrl, servers }: { databaseUrl: string; servers: readonly { name: string; source: string }[] },
  { migrationUrl }: GivenServers,
): Pick<ServersInUse, 'databaseUrl' | 'migrationUrl'> {
  const isOurs = servers.some(({ name, source }) => name === 'postgres' && source === 'own');
  return isOurs
    ? { databaseUrl: appDatabaseUrl(databaseUrl), migrationUrl: databaseUrl }
    : { databaseUrl, migrationUrl };
}

/** A stack supervised by another process, once it is ready; undefined when there is none or it ends. */
async function readyStack(folder: string): Promise<StackState | undefined> {
  const deadline = Date.now() + joinTimeoutMs;
  for (;;) {
    const state = runningStack(folder);
    if (state === undefined || state.ready) return state;
    if (Date.now() > deadline) {
      throw new Error('the stack that is already running does not get ready: npm run stack -- status');
    }
    await delay(100);
  }
}
