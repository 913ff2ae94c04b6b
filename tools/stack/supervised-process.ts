import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describeProcess, killGroup, recordProcess, signalProcess } from './process-record.js';

/** What to run, and how to check its health. */
export interface ProcessPlan {
  /** Short unique name; names the log file and the pid record. */
  readonly name: string;
  /** Display name. */
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly isHealthy: () => Promise<boolean>;
  readonly startTimeoutMs: number;
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** How long a graceful shutdown may take before the process group is killed. */
  readonly stopTimeoutMs: number;
}

/** Where a supervised process keeps its log and pid record, and whether it is restarted after a crash. */
export interface SupervisionOptions {
  readonly pidFolder: string;
  readonly logFile: string;
  readonly restart: boolean;
  readonly report: (line: string) => void;
}

const firstBackOffMs = 500;
const longestBackOffMs = 10_000;
/** A process that ran this long counts as stable again: its next crash resets the back-off. */
const steadyAfterMs = 30_000;
const logKeptBytes = 10 * 1024 * 1024;
const running = new Set<SupervisedProcess>();

// A last resort: any exit that still runs handlers leaves no child behind.
process.on('exit', () => {
  for (const supervised of running) supervised.killNow();
});

/**
 * A child process with a log file, a pid record and a health check, restarted with back-off when it exits by itself. It
 * leads its own process group, so Ctrl-C in a terminal reaches only the supervisor.
 */
export class SupervisedProcess {
  readonly plan: ProcessPlan;
  readonly logFile: string;
  readonly #options: SupervisionOptions;
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #wanted = false;
  #crashes = 0;
  #wasHealthy = false;

  constructor(plan: ProcessPlan, options: SupervisionOptions) {
    this.plan = plan;
    this.logFile = options.logFile;
    this.#options = options;
  }

  /** The process id while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it and returns when its health check passes; throws with the end of its log if that fails. */
  async start(): Promise<void> {
    if (this.#child !== undefined) return;
    this.#wanted = true;
    this.#spawn();
    try {
      await this.#becomeHealthy();
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  /** Stops it gracefully, by force after `stopTimeoutMs`. It stays down until `start`. */
  async stop(): Promise<void> {
    this.#wanted = false;
    const child = this.#child;
    if (child?.pid === undefined) return;
    signalProcess(child.pid, this.plan.stopSignal);
    const timer = setTimeout(() => this.killNow(), this.plan.stopTimeoutMs);
    await this.#exited;
    clearTimeout(timer);
    killGroup(child.pid);
  }

  /** Sends SIGKILL and waits for the exit; it stays down until `start`. */
  async kill(): Promise<void> {
    this.#wanted = false;
    this.killNow();
    await this.#exited;
  }

  /** Sends a signal to the process alone (SIGSTOP and SIGCONT simulate a hung server). */
  signal(signal: NodeJS.Signals): void {
    if (this.#child?.pid !== undefined) signalProcess(this.#child.pid, signal);
  }

  /** Sends SIGKILL to the whole group without waiting. */
  killNow(): void {
    if (this.#child?.pid !== undefined) killGroup(this.#child.pid);
  }

  /** Resolves when the current run has ended. */
  async exited(): Promise<void> {
    await this.#exited;
  }

  #spawn(): void {
    const { plan } = this;
    const log = openLog(this.logFile);
    const startedAt = Date.now();
    const child = spawn(plan.command, [...plan.args], {
      detached: true,
      stdio: ['ignore', log, log],
      ...(plan.env === undefined ? {} : { env: { ...plan.env } }),
      ...(plan.cwd === undefined ? {} : { cwd: plan.cwd }),
    });
    closeSync(log);
    this.#child = child;
    running.add(this);
    const forget =
      child.pid === undefined
        ? () => undefined
        : recordProcess(this.#options.pidFolder, describeProcess(plan.name, child.pid, plan.stopSignal));
    this.#exited = new Promise((resolve) => {
      const ended = (how: string): void => {
        if (this.#child !== child) return;
        this.#child = undefined;
        running.delete(this);
        forget();
        resolve();
        this.#afterExit(how, Date.now() - startedAt);
      };
      child.once('error', (error) => ended(error.message));
      child.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
    });
  }

  #afterExit(how: string, ranMs: number): void {
    if (!this.#wanted || !this.#options.restart || !this.#wasHealthy) return;
    this.#crashes = ranMs >= steadyAfterMs ? 0 : this.#crashes;
    const backOffMs = Math.min(firstBackOffMs * 2 ** this.#crashes, longestBackOffMs);
    this.#crashes += 1;
    this.#options.report(`${this.plan.title} ended (${how}); restarting in ${backOffMs / 1000} s`);
    setTimeout(() => {
      if (!this.#wanted || this.#child !== undefined) return;
      this.#spawn();
      this.#becomeHealthy().then(
        () => this.#options.report(`${this.plan.title} is back`),
        // Running but unhealthy: kill it, which restarts it with a longer back-off.
        () => this.killNow(),
      );
    }, backOffMs);
  }

  async #becomeHealthy(): Promise<void> {
    const deadline = Date.now() + this.plan.startTimeoutMs;
    const child = this.#child;
    while (this.#child !== undefined && this.#child === child) {
      if (await this.plan.isHealthy()) {
        this.#wasHealthy = true;
        return;
      }
      if (Date.now() > deadline) {
        const seconds = this.plan.startTimeoutMs / 1000;
        throw new Error(`${this.plan.title} was not ready in ${seconds} s\n${this.#logTail()}`);
      }
      await delay(50);
    }
    throw new Error(`${this.plan.title} ended while starting\n${this.#logTail()}`);
  }

  #logTail(): string {
    const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-15);
    return [...lines.map((line) => `  | ${line}`), `  (full log: ${this.logFile})`].join('\n');
  }
}

/** Opens for append; a large log is renamed to `.old` first, so that a long-lived stack cannot fill the disk. */
function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logKeptBytes) renameSync(file, `${file}.old`);
  return openSync(file, 'a');
}
