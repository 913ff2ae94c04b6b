import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describeProcess, isAlive, processRecord } from '../stack/process-record.js';
import { localPath } from '../stack/project-paths.js';

/** Where a running `npm start` keeps its data, logs and state. */
export const startFolder = localPath('start');

/** What a running `npm start` tells other commands of the same clone. */
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

/** The system of this clone, also while it starts or stops; undefined when `npm start` is not running. */
export function runningSystem(): StartState | undefined {
  try {
    const state = startState.parse(JSON.parse(readFileSync(stateFile(), 'utf8')));
    return isAlive(state.supervisor) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Announces this process as the running system; readable by its owner only, since it holds a password. */
export function announceSystem(state: Omit<StartState, 'supervisor'>): void {
  const supervisor = describeProcess('start', process.pid);
  if (supervisor === undefined) throw new Error('this process cannot be described');
  mkdirSync(startFolder, { recursive: true });
  const aside = `${stateFile()}.new`;
  writeFileSync(aside, JSON.stringify({ supervisor, ...state }, undefined, 2), { mode: 0o600 });
  renameSync(aside, stateFile());
}

/** Claims this clone for this process before anything is started; a second start then leaves it alone. */
export function claimClone(apiUrl: string): void {
  announceSystem({ ready: false, apiUrl, databaseUrl: '' });
}

/** Gives the clone free again, when everything has ended. */
export function releaseClone(): void {
  rmSync(stateFile(), { force: true });
}

function stateFile(): string {
  return join(startFolder, 'state.json');
}
