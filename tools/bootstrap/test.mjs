import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { fileTimes, linesAboutTimes } from './file-times.mjs';
import { installPackages } from './install.mjs';
import { compileCache, node, root, run } from './run.mjs';

const results = join(root, '.local', 'test-results.json');

/**
 * All checks of the project: installs, builds, checks types, lint and format, runs all suites, and ends with the slowest
 * files and a line of totals. Arguments go to vitest. Returns the exit code.
 */
export async function runTests(args) {
  await installPackages();
  let failed = 0;
  for (const target of ['server', 'web']) if (!(await build(target))) failed += 1;
  if (failed === 0 && (await run([...node, join(root, 'dist/tools/stack/main.js'), 'install'])) !== 0)
    failed += 1;
  // Checks written as tests run in the unit suite.
  if ((await run(['npm', 'run', '--silent', 'check:static'])) !== 0) failed += 1;
  mkdirSync(join(root, '.local'), { recursive: true });
  for (const file of [results, fileTimes]) rmSync(file, { force: true });
  const vitest = [...node, join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...args];
  const reporters = ['default', 'json', join(root, 'tools', 'bootstrap', 'file-times-reporter.mjs')];
  const code = await run(
    [...vitest, ...reporters.map((reporter) => `--reporter=${reporter}`), `--outputFile.json=${results}`],
    { env: compileCache() },
  );
  const totals = readTotals();
  for (const line of linesAboutTimes()) console.log(line);
  // A suite that fails to load has no failed test, but the run has failed.
  const failures = failed + (totals.failed === 0 && code !== 0 ? 1 : totals.failed);
  console.log(`${totals.passed} passed, ${failures} failed, ${totals.skipped} skipped`);
  return failures === 0 ? 0 : 1;
}

function readTotals() {
  try {
    const report = JSON.parse(readFileSync(results, 'utf8'));
    const skipped = report.numPendingTests + report.numTodoTests;
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
