import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { childEnvironment } from '../../config/environment.js';
import { freePort } from '../../tools/stack/free-port.js';
import { answersOk, nodeFlags } from '../../tools/stack/node-program.js';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { SupervisedProcess } from '../../tools/stack/supervised-process.js';
import { atEndOfFile } from './cleanup.js';
import { buildTarget, runFolder } from './test-stack.js';

/** The compiled entry points that tests run with node. */
export type ProcessKind = 'api' | 'workers' | 'simulator';

/** How to start one process. */
export interface ProcessOptions {
  /** Settings; no server address is inherited from the shell. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
  /** A free port when omitted. */
  readonly port?: number;
  /** The path that must return 200 before the process counts as started; false: return once it is spawned. */
  readonly readyPath?: string | false;
}

/** A running process of ours; always ended at the end of the file. */
export interface TestProcess {
  readonly name: string;
  readonly port: number;
  /** http://127.0.0.1:<port> */
  readonly url: string;
  readonly logFile: string;
  readonly pid: number | undefined;
  /** Everything it has printed so far. */
  log(): string;
  /** Sends SIGKILL (or another signal); after a terminating one, returns when the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** SIGTERM, then SIGKILL after 15 s. */
  stop(): Promise<void>;
  /** Restarts it with the same settings and port after kill or stop. */
  start(): Promise<void>;
  /** Resolves when it has exited by itself. */
  exited(): Promise<void>;
}

const readyPaths: Record<ProcessKind, string> = {
  api: '/readyz',
  workers: '/readyz',
  simulator: '/_sim/health',
};
let started = 0;

/** Runs `dist/<kind>/main.js`, compiled from the current sources, and waits until it is ready. */
export async function startProcess(kind: ProcessKind, options: ProcessOptions = {}): Promise<TestProcess> {
  await buildTarget('server');
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const readyPath = options.readyPath ?? readyPaths[kind];
  const supervised = await startProgram({
    name: kind,
    command: process.execPath,
    args: [...nodeFlags, join(projectRoot, 'dist', kind, 'main.js'), ...(options.args ?? [])],
    env: childEnvironment({ ...testEnvironment, ...portSetting(kind, port), ...options.env }),
    isHealthy: async () => readyPath === false || (await answersOk(`${url}${readyPath}`)),
  });
  return handleOf(supervised, port);
}

/** A program other than our own processes. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isHealthy: () => Promise<boolean>;
  /** 60 s when omitted. */
  readonly startTimeoutMs?: number;
}

/** Runs any program until the end of the test file, with its own log file; returns when it is healthy. */
export async function startProgram({
  name: title,
  command,
  args,
  env,
  isHealthy,
  startTimeoutMs = 60_000,
}: Program): Promise<SupervisedProcess> {
  started += 1;
  const name = `${title}-${process.pid}-${started}`;
  const logs = join(runFolder(), 'logs', testFileName());
  mkdirSync(logs, { recursive: true });
  const supervised = new SupervisedProcess(
    {
      name,
      title,
      command,
      args,
      cwd: projectRoot,
      ...(env === undefined ? {} : { env }),
      isHealthy,
      startTimeoutMs,
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 15_000,
    },
    {
      pidFolder: join(runFolder(), 'pids'),
      logFile: join(logs, `${name}.log`),
      restart: false,
      report: () => undefined,
    },
  );
  atEndOfFile(async () => await supervised.stop());
  await supervised.start();
  return supervised;
}

function handleOf(supervised: SupervisedProcess, port: number): TestProcess {
  return {
    name: supervised.plan.name,
    port,
    url: `http://127.0.0.1:${port}`,
    logFile: supervised.logFile,
    get pid() {
      return supervised.pid;
    },
    log: () => readFileSync(supervised.logFile, 'utf8'),
    kill: async (signal = 'SIGKILL') => {
      if (signal === 'SIGKILL') return await supervised.kill();
      supervised.signal(signal);
      if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await supervised.exited();
    },
    stop: async () => await supervised.stop(),
    start: async () => await supervised.start(),
    exited: async () => await supervised.exited(),
  };
}

/** vitest's own environment variables must not change how our processes behave. */
const testEnvironment = {
  NODE_ENV: undefined,
  VITEST: undefined,
  NODE_OPTIONS: undefined,
  LOG_LEVEL: 'debug',
};

function portSetting(kind: ProcessKind, port: number): Record<string, string> {
  if (kind === 'simulator') return {};
  return kind === 'api' ? { PORT: String(port) } : { WORKER_PORT: String(port) };
}

function testFileName(): string {
  return basename(expect.getState().testPath ?? 'unknown').replace(/\.test\.tsx?$/, '');
}
