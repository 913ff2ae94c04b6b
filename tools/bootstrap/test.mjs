import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { fileTimes, linesAboutTimes } from './file-times.mjs';
import { installPackages } from './install.mjs';
import { compileCache, node, root, run } from './run.mjs';

const results = join(root, '.local', 'test-results.json');

/**
 * Everything the project checks itself with: installs what is missing, builds, checks types, lint and format, runs all
 * suites, and closes with the slowest files and one line of sums. Arguments go to vitest. Returns the exit code.
 */
export async function runTests(args) {
  await installPackages();
  let failed = 0;
  for (const target of ['server', 'web']) if (!(await build(target))) failed += 1;
  if (failed === 0 && (await run([...node, join(root, 'dist/tools/stack/main.js'), 'install'])) !== 0)
    failed += 1;
  // The tests among the checks are part of the unit suite.
  if ((await run(['npm', 'run', '--silent', 'check:static'])) !== 0) failed += 1;
  mkdirSync(join(root, '.local'), { recursive: true });
  for (const file of [results, fileTimes]) rmSync(file, { force: true });
  const vitest = [...node, join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...args];
  const reporters = ['default', 'json', join(root, 'tools', 'bootstrap', 'file-times-reporter.mjs')];
  const code = await run(
    [...vitest, ...reporters.map((reporter) => `--reporter=${reporter}`), `--outputFile.json=${results}`],
    { env: compileCache() },
  );
  const sums = readSums();
  for (const line of linesAboutTimes()) console.log(line);
  // A suite that could not even be loaded has no failed test in it, but the run has failed.
  const failures = failed + (sums.failed === 0 && code !== 0 ? 1 : sums.failed);
  console.log(`${sums.passed} passed, ${failures} failed, ${sums.skipped} skipped`);
  return failures === 0 ? 0 : 1;
}

function readSums() {
  try {
    const report = JSON.parse(readFileSync(results, 'utf8'));
    const skipped = report.numPendingTests + report.numTodoTests;
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
