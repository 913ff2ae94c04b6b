import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { waitFor } from '../../test/harness/wait-for.js';
import { describeProcess, endRecordedProcesses, liveProcesses, recordProcess } from './process-record.js';

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts a process in its own group, as the stack starts its servers; returns its pid. */
function startProcess(command: string, ...args: string[]): number {
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  children.push(child);
  if (child.pid === undefined) throw new Error(`${command} did not start`);
  return child.pid;
}

function isAlive(pid: number): boolean {
  return describeProcess('any', pid) !== undefined;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'process-record-'));
}

describe('a recorded process', () => {
  test('is found and stopped after its supervisor is gone', async () => {
    const folder = newFolder();
    const pid = startProcess('sleep', '600');
    recordProcess(folder, describeProcess('sleeper', pid));
    expect(liveProcesses(folder).map((record) => record.pid)).toEqual([pid]);
    expect(await endRecordedProcesses(folder)).toEqual(['sleeper']);
    expect(isAlive(pid)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is killed with all its children when it ignores the stop signal', async () => {
    const folder = newFolder();
    const pid = startProcess('sh', '-c', 'trap "" TERM; sleep 601 & wait; sleep 602');
    recordProcess(folder, describeProcess('stubborn', pid));
    await endRecordedProcesses(folder, 300);
    expect(isAlive(pid)).toBe(false);
    await waitFor(() => isGroupGone(pid), { what: 'the end of its children' });
    expect(isGroupGone(pid)).toBe(true);
  });

  test('is not mistaken for another program with the same pid', async () => {
    const folder = newFolder();
    const pid = startProcess('sleep', '603');
    const record = describeProcess('sleeper', pid);
    writeFileSync(join(folder, 'sleeper.json'), JSON.stringify({ ...record, identity: '1' }));
    expect(await endRecordedProcesses(folder)).toEqual([]);
    expect(isAlive(pid)).toBe(true);
  });

  test('is removed when its supervisor sees it end', () => {
    const folder = newFolder();
    const forget = recordProcess(folder, describeProcess('sleeper', startProcess('sleep', '604')));
    forget();
    expect(liveProcesses(folder)).toEqual([]);
  });
});

function isGroupGone(group: number): boolean {
  try {
    process.kill(-group, 0);
    return false;
  } catch {
    return true;
  }
}
