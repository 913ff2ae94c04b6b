import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { childEnvironment } from '../../config/environment.js';
import { runCommand } from '../stack/run-command.js';
import type { CatchingTest } from './mutants.js';

/** Longer than the slowest of these tests, including server start. */
const TIMEOUT_MS = 5 * 60_000;

const report = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
  ),
});

/** Results by full test name; empty if the tests could not run. `output` is for display. */
export type TestRun = Readonly<{ passed: readonly string[]; failed: readonly string[]; output: string }>;

/** Runs one test in a copy of the project. */
export async function runTest(folder: string, { project, file, title }: CatchingTest): Promise<TestRun> {
  const results = join(folder, '.local', 'test-results.json');
  rmSync(results, { force: true });
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  const args = ['run', '--project', project, file, '--testNamePattern', escaped(title)];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const { output } = await runCommand(process.execPath, [vitest, ...args, ...reporters], {
    cwd: folder,
    timeoutMs: TIMEOUT_MS,
    env: childEnvironment({}),
  });
  const tests = read(results);
  const named = (status: string) =>
    tests.filter((test) => test.status === status).map(({ fullName }) => fullName);
  return { passed: named('passed'), failed: named('failed'), output };
}

function read(file: string) {
  try {
    const { testResults } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
    return testResults.flatMap(({ assertionResults }) => assertionResults);
  } catch {
    return [];
  }
}

function escaped(title: string): string {
  return title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
