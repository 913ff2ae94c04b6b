import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { waitFor } from '../../test/harness/wait-for.js';
import { SupervisedProcess, type ProcessPlan } from './supervised-process.js';

const started: SupervisedProcess[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map(async (supervised) => await supervised.stop()));
});

interface Trial {
  readonly supervised: SupervisedProcess;
  readonly folder: string;
  readonly reported: string[];
}

/** A supervised shell script that is healthy once it has created the file `up`. */
function supervise(script: string, changes: Partial<ProcessPlan> & { restart?: boolean } = {}): Trial {
  const folder = mkdtempSync(join(tmpdir(), 'supervised-'));
  const reported: string[] = [];
  const { restart = true, ...plan } = changes;
  const supervised = new SupervisedProcess(
    {
      ...{ name: 'script', title: 'Script', command: 'sh', args: ['-c', script], cwd: folder },
      isHealthy: async () => existsSync(join(folder, 'up')),
      ...{ startTimeoutMs: 5_000, stopSignal: 'SIGTERM', stopTimeoutMs: 5_000 },
      ...plan,
    },
    {
      pidFolder: join(folder, 'pids'),
      logFile: join(folder, 'script.log'),
      restart,
      report: (line) => reported.push(line),
    },
  );
  started.push(supervised);
  return { supervised, folder, reported };
}

const serve = 'echo started; touch up; exec sleep 600';

describe('a supervised process', () => {
  test('is started when its health check passes, with a log and a pid record', async () => {
    const { supervised, folder } = supervise(`sleep 0.2; ${serve}`);
    await supervised.start();
    expect(existsSync(join(folder, 'up'))).toBe(true);
    expect(readFileSync(supervised.logFile, 'utf8')).toBe('started\n');
    expect(readdirSync(join(folder, 'pids'))).toEqual(['script.json']);
  });

  test('is restarted after it was killed, and reports it', async () => {
    const { supervised, folder, reported } = supervise(serve);
    await supervised.start();
    const firstPid = supervised.pid;
    rmSync(join(folder, 'up'));
    process.kill(firstPid ?? 0, 'SIGKILL');
    await waitFor(() => reported.includes('Script is back'), { what: 'its return' });
    expect(reported).toEqual(['Script ended (SIGKILL); restarting in 0.5 s', 'Script is back']);
    expect(supervised.pid).not.toBe(firstPid);
  });

  test('backs off exponentially while it keeps crashing', async () => {
    const { supervised, reported } = supervise('test -e up && exit 3; touch up; sleep 0.3; exit 3');
    await supervised.start();
    const restarts = (): string[] => reported.filter((line) => line.includes('restarting'));
    await waitFor(() => restarts().length >= 3, { what: 'three restarts' });
    expect(restarts().slice(0, 3)).toEqual([
      'Script ended (exit code 3); restarting in 0.5 s',
      'Script ended (exit code 3); restarting in 1 s',
      'Script ended (exit code 3); restarting in 2 s',
    ]);
  });

  test('stays down after a stop, without a pid record', async () => {
    const { supervised, folder, reported } = supervise(serve);
    await supervised.start();
    await supervised.stop();
    expect(supervised.pid).toBeUndefined();
    expect(readdirSync(join(folder, 'pids'))).toEqual([]);
    expect(reported).toEqual([]);
  });

  test('stays down after a kill until it is started', async () => {
    const { supervised, reported } = supervise(serve);
    await supervised.start();
    await supervised.kill();
    expect(supervised.pid).toBeUndefined();
    await supervised.start();
    expect(supervised.pid).toBeGreaterThan(0);
    expect(reported).toEqual([]);
  });

  test('is killed when it does not stop in time', async () => {
    const deaf = 'trap "" TERM; touch up; while :; do sleep 0.1; done';
    const { supervised } = supervise(deaf, { stopTimeoutMs: 200 });
    await supervised.start();
    await supervised.stop();
    expect(supervised.pid).toBeUndefined();
  });

  test('fails to start, with the end of its log, when it exits at once', async () => {
    const { supervised } = supervise('echo no such luck; exit 1');
    await expect(supervised.start()).rejects.toThrow(/Script ended while starting[^]*no such luck/);
  });

  test('fails to start, and is stopped, when it never becomes healthy', async () => {
    const { supervised } = supervise('exec sleep 600', { startTimeoutMs: 200 });
    await expect(supervised.start()).rejects.toThrow('Script was not ready in 0.2 s');
    expect(supervised.pid).toBeUndefined();
  });

  test('is not restarted unless requested', async () => {
    const { supervised, reported } = supervise(serve, { restart: false });
    await supervised.start();
    process.kill(supervised.pid ?? 0, 'SIGKILL');
    await supervised.exited();
    expect(supervised.pid).toBeUndefined();
    expect(reported).toEqual([]);
  });
});
