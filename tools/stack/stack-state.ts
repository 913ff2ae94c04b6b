import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { describeProcess, isAlive, processRecord } from './process-record.js';

const serverState = z.object({
  name: z.string(),
  title: z.string(),
  /** host:port, for people and for the next start, which takes the same port again when it is free. */
  address: z.string(),
  /** Who runs it: this stack, the caller (by an environment variable) or docker compose. */
  source: z.enum(['own', 'given', 'compose']),
  logFile: z.string().optional(),
});

/** What a running stack tells other processes: who supervises it and where its servers are. */
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

/** The last written state, whether or not its supervisor still lives. */
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

/** Writes the state with this process as supervisor; readable by its owner only, since it holds a password. */
export function writeStackState(folder: string, state: Omit<StackState, 'supervisor'>): void {
  const supervisor = describeProcess('stack', process.pid);
  if (supervisor === undefined) throw new Error('this process cannot be described');
  write(folder, { ...state, supervisor });
}

/** Says that the stack has ended, though its supervisor may live on; the ports stay for the next start. */
export function retireStackState(folder: string): void {
  const state = readStackState(folder);
  if (state === undefined) return;
  write(folder, { ...state, ready: false, supervisor: { ...state.supervisor, identity: 'ended' } });
}

/** Forgets everything about the last stack, its ports included. */
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
  // Renamed into place: a reader never sees half a file.
  const aside = `${stateFile(folder)}.new`;
  writeFileSync(aside, JSON.stringify(state, undefined, 2), { mode: 0o600 });
  renameSync(aside, stateFile(folder));
}

function stateFile(folder: string): string {
  return join(folder, 'state.json');
}
