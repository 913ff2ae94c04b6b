import { setTimeout as delay } from 'node:timers/promises';
import type { GivenServers } from '../../config/environment.js';
import { localPath } from '../stack/project-paths.js';
import { startStack } from '../stack/stack.js';
import { runningStack, type StackState } from '../stack/stack-state.js';

/** The servers that the system runs on, and how to leave them. */
export interface ServersInUse {
  readonly databaseUrl: string;
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
    return { ...running, kafkaBrokers: running.kafkaBrokers, release: async () => undefined };
  }
  const stack = await startStack({ folder, durable: true, report, given });
  return { ...stack, kafkaBrokers: stack.kafkaBrokers, release: async () => await stack.stop() };
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
