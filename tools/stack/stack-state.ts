import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { describeProcess, isAlive, processRecord } from './process-record.js';

const serverState = z.object({
  name: z.string(),
  title: z.string(),
  /** host:port, for display and for the next start, which reuses the port if it is free. */
  address: z.string(),
  /** Who runs it: this stack, the caller (by an environment variable) or Docker Compose. */
  source: z.enum(['own', 'given', 'compose']),
  logFile: z.string().optional(),
});

/** The state of a running stack for other processes: its supervisor and the addresses of its servers. */
const stackState = z.object({
  supervisor: processRecord,
  ready: z.boolean(),
  databaseUrl: z.string(),
  redisUrl: z.string(),
  kafkaBrokers: z.string().optional(),
  kafkaMissing: z.string().optional(),
  servers: z.array(serverState),
});

export type ServerState = z.infer<typeof serverState>;
export type StackState = z.infer<typeof stackState>;

/** The last written state, whether or not its supervisor is still alive. */
export function readStackState(folder: string): StackState | undefined {
  try {
    return stackState.parse(JSON.parse(readFileSync(stateFile(folder), 'utf8')));
  } catch {
    return undefined;
  }
}

/** The state of a stack whose supervisor is alive. */
export function runningStack(folder: string): StackState | undefined {
  const state = readStackState(folder);
  return state !== undefined && isAlive(state.supervisor) ? state : undefined;
}

/** Writes the state with this process as supervisor; readable by the owner only, because it contains a password. */
export function writeStackState(folder: string, state: Omit<StackState, 'supervisor'>): void {
  const supervisor = describeProcess('stack', process.pid);
  if (supervisor === undefined) throw new Error('this process cannot be described');
  write(folder, { ...state, supervisor });
}

/** Marks the stack as stopped, even if its supervisor lives on; the ports are kept for the next start. */
export function retireStackState(folder: string): void {
  const state = readStackState(folder);
  if (state === undefined) return;
  write(folder, { ...state, ready: false, supervisor: { ...state.supervisor, identity: 'ended' } });
}

/** Deletes the state of the last stack, including its ports. */
export function removeStackState(folder: string): void {
  rmSync(stateFile(folder), { force: true });
}

/** The port a server had in the last run. */
export function lastPort(folder: string, name: string): number | undefined {
  const address = readStackState(folder)?.servers.find((server) => server.name === name)?.address;
  const port = Number(address?.split(':').at(-1));
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

function write(folder: string, state: StackState): void {
  mkdirSync(dirname(stateFile(folder)), { recursive: true });
  // Renamed into place, so that a reader never sees a partial file.
  const temporary = `${stateFile(folder)}.new`;
  writeFileSync(temporary, JSON.stringify(state, undefined, 2), { mode: 0o600 });
  renameSync(temporary, stateFile(folder));
}

function stateFile(folder: string): string {
  return join(folder, 'state.json');
}
