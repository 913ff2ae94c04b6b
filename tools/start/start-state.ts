import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describeProcess, isAlive, processRecord } from '../stack/process-record.js';
import { localPath } from '../stack/project-paths.js';

/** The folder for the data, logs and state of `npm start`. */
export const startFolder = localPath('start');

/** The state of a running `npm start`, for other commands of the same clone. */
const startState = z.object({
  supervisor: processRecord,
  /** False while it starts or stops. */
  ready: z.boolean(),
  apiUrl: z.string(),
  databaseUrl: z.string(),
  kafkaBrokers: z.string().optional(),
  simulatorUrl: z.string().optional(),
  mailPageUrl: z.string().optional(),
});
export type StartState = z.infer<typeof startState>;

/** The system of this clone, even while it starts or stops; undefined if `npm start` is not running. */
export function runningSystem(): StartState | undefined {
  try {
    const state = startState.parse(JSON.parse(readFileSync(stateFile(), 'utf8')));
    return isAlive(state.supervisor) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Announces this process as the running system; readable by the owner only, because it contains a password. */
export function announceSystem(state: Omit<StartState, 'supervisor'>): void {
  const supervisor = describeProcess('start', process.pid);
  if (supervisor === undefined) throw new Error('this process cannot be described');
  mkdirSync(startFolder, { recursive: true });
  const temporary = `${stateFile()}.new`;
  writeFileSync(temporary, JSON.stringify({ supervisor, ...state }, undefined, 2), { mode: 0o600 });
  renameSync(temporary, stateFile());
}

/** Claims this clone for this process before anything is started, so that a second start backs off. */
export function claimClone(apiUrl: string): void {
  announceSystem({ ready: false, apiUrl, databaseUrl: '' });
}

/** Releases the clone when everything has stopped. */
export function releaseClone(): void {
  rmSync(stateFile(), { force: true });
}

function stateFile(): string {
  return join(startFolder, 'state.json');
}
