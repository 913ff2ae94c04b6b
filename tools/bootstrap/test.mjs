import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { installPackages } from './install.mjs';
import { node, root, run } from './run.mjs';

const results = join(root, '.local', 'test-results.json');

/**
 * Everything the project checks itself with: installs what is missing, builds, runs `npm run check` and all
 * suites, and closes with one line of sums. Arguments go to vitest. Returns the exit code.
 */
export async function runTests(args) {
  await installPackages();
  let failed = 0;
  for (const target of ['server', 'web']) if (!(await build(target))) failed += 1;
  if (failed === 0 && (await run([...node, join(root, 'dist/tools/stack/main.js'), 'install'])) !== 0)
    failed += 1;
  if ((await run(['npm', 'run', '--silent', 'check'])) !== 0) failed += 1;
  mkdirSync(join(root, '.local'), { recursive: true });
  rmSync(results, { force: true });
  const vitest = [...node, join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...args];
  const code = await run([
    ...vitest,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
  ]);
  const sums = readSums();
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
