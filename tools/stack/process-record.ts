import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

/**
 * A record of a started process, kept in a file so that it can be found and stopped after its supervisor was killed.
 * `identity` is the start time: a pid that the system has reused for another program is left alone.
 */
export const processRecord = z.object({
  name: z.string(),
  pid: z.number().int().positive(),
  identity: z.string(),
  /** The signal for a graceful shutdown. */
  stopSignal: z.enum(['SIGTERM', 'SIGINT']),
});
export type ProcessRecord = z.infer<typeof processRecord>;

/** The record of a running process; undefined if it has ended. */
export function describeProcess(
  name: string,
  pid: number,
  stopSignal: ProcessRecord['stopSignal'] = 'SIGTERM',
): ProcessRecord | undefined {
  const identity = processIdentity(pid);
  return identity === undefined ? undefined : { name, pid, identity, stopSignal };
}

/** Whether the recorded process still runs, as opposed to another one with a reused pid. */
export function isAlive(record: ProcessRecord): boolean {
  return processIdentity(record.pid) === record.identity;
}

/** Writes `<folder>/<name>.json`; returns a function that removes it. */
export function recordProcess(folder: string, record: ProcessRecord | undefined): () => void {
  if (record === undefined) return () => undefined;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${record.name}.json`);
  writeFileSync(file, JSON.stringify(record));
  return () => rmSync(file, { force: true });
}

/** All records in a folder whose process still runs. */
export function liveProcesses(folder: string): ProcessRecord[] {
  return recordFiles(folder)
    .map((file) => parseRecord(join(folder, file)))
    .filter((record) => record !== undefined)
    .filter(isAlive);
}

/** Stops every process recorded in a folder, gracefully first, and removes the records. Returns the names stopped. */
export async function endRecordedProcesses(folder: string, patienceMs = 8_000): Promise<string[]> {
  const alive = liveProcesses(folder);
  for (const record of alive) signalProcess(record.pid, record.stopSignal);
  const deadline = Date.now() + patienceMs;
  while (alive.some(isAlive) && Date.now() < deadline) await delay(50);
  for (const record of alive) killGroup(record.pid);
  while (alive.some(isAlive)) await delay(20);
  for (const file of recordFiles(folder)) rmSync(join(folder, file), { force: true });
  return alive.map((record) => record.name);
}

/** Sends a signal to a process; it is not an error if it has already ended. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended before the signal.
  }
}

/** Kills a process and, because each of ours leads its own group, everything it started. */
export function killGroup(pid: number): void {
  signalProcess(-pid, 'SIGKILL');
}

function recordFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.json'));
  } catch {
    return [];
  }
}

function parseRecord(file: string): ProcessRecord | undefined {
  try {
    return processRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function processIdentity(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program name in parentheses may contain spaces; the state is field 3 and the start time field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return process.platform === 'linux' ? undefined : identityFromPs(pid);
  }
}

function identityFromPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
