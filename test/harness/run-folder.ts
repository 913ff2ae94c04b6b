import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeProcess,
  endRecordedProcesses,
  killGroup,
  liveProcesses,
  recordProcess,
} from '../../tools/stack/process-record.js';
import { localPath } from '../../tools/stack/project-paths.js';

const keptRuns = 5;
const dataFolders = new Set(['stacks', 'simulators', 'kafka']);

/** The folder of one test run: data (deleted at the end), logs (kept for the last runs) and pid records. */
export interface RunFolder {
  readonly folder: string;
  /** Ends every process recorded below the folder and deletes the data. */
  close(): Promise<void>;
}

/** Creates `.local/test/<time>-<pid>` after cleaning up runs whose vitest was killed. */
export async function openRunFolder(): Promise<RunFolder> {
  const runs = localPath('test');
  mkdirSync(runs, { recursive: true });
  for (const name of runFolders(runs)) {
    const folder = join(runs, name);
    if (liveProcesses(join(folder, 'owner')).length === 0) await clear(folder);
  }
  const finished = runFolders(runs).slice(0, -keptRuns);
  for (const name of finished) {
    const folder = join(runs, name);
    if (liveProcesses(join(folder, 'owner')).length === 0) rmSync(folder, { recursive: true, force: true });
  }
  const folder = join(runs, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  // vitest may exit before `close` has finished, as on Ctrl-C; no process of the run may outlive it.
  process.once('exit', () => {
    for (const { pid } of pidFolders(folder).flatMap(liveProcesses)) killGroup(pid);
  });
  const forgetOwner = recordProcess(join(folder, 'owner'), describeProcess('owner', process.pid));
  return {
    folder,
    close: async () => {
      await clear(folder);
      forgetOwner();
    },
  };
}

/** Folder names of all runs, oldest first. */
function runFolders(runs: string): string[] {
  const entries = readdirSync(runs, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function clear(folder: string): Promise<void> {
  for (const pids of pidFolders(folder)) await endRecordedProcesses(pids);
  for (const name of dataFolders) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Every `pids` folder of the run: one for the test processes, and one per stack and Kafka cluster. */
function pidFolders(folder: string): string[] {
  const owners = ['stacks', 'kafka'].map((name) => join(folder, name)).filter((owner) => existsSync(owner));
  const nested = owners.flatMap((owner) => readdirSync(owner).map((name) => join(owner, name, 'pids')));
  return [join(folder, 'pids'), ...nested].filter((candidate) => existsSync(candidate));
}
