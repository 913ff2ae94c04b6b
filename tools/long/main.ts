import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { childEnvironment, environmentVariable } from '../../config/environment.js';
import { localPath, projectRoot } from '../stack/project-paths.js';
import { runCommand } from '../stack/run-command.js';
import { runProgram } from '../stack/run-program.js';
import { type Proof, proofs } from './proofs.js';

const usage = `Usage: npm run long -- [proof …]
Runs the proofs that take too long to run on every change, one after another, and prints a line of JSON for each:
${proofs.map(({ name, size }) => `  ${name.padEnd(14)}${assignments(size)}`).join('\n')}
The environment variable of the same name overrides a size. Exit code 1 when a proof fails.`;

const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), success: z.boolean() });

/** Lines that a proof prints about itself, such as "model test: 10000 stories in …". */
const REPORTED = /^(?:model test|fuzz|soak|broker losses): .+$/gm;

type Outcome = Readonly<{
  proof: string;
  ok: boolean;
  seconds: number;
  size: Readonly<Record<string, string>>;
  passed: number;
  failed: number;
  reported: readonly string[];
}>;

async function main(): Promise<number> {
  const names = process.argv.slice(2);
  const chosen = proofs.filter(({ name }) => names.length === 0 || names.includes(name));
  if (names.some((name) => !proofs.some((proof) => proof.name === name))) {
    console.error(usage);
    return 2;
  }
  let isGood = true;
  for (const proof of chosen) {
    const { outcome, output } = await run(proof);
    // Errors come first, so that the last line is always the outcome.
    if (!outcome.ok) console.error(output);
    console.log(JSON.stringify(outcome));
    isGood &&= outcome.ok;
  }
  return isGood ? 0 : 1;
}

async function run({
  name,
  args,
  size: least,
  timeoutMs,
}: Proof): Promise<{ outcome: Outcome; output: string }> {
  const results = localPath('long', `${name}.json`);
  rmSync(results, { force: true });
  const size = Object.fromEntries(
    Object.entries(least).map(([variable, value]) => [variable, environmentVariable(variable) ?? value]),
  );
  const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const startedAt = performance.now();
  const { code, output } = await runCommand(process.execPath, [vitest, 'run', ...args, ...reporters], {
    cwd: projectRoot,
    timeoutMs,
    env: childEnvironment(size),
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const { numPassedTests: passed, numFailedTests: failed, success } = read(results);
  const reported = output.match(REPORTED) ?? [];
  const ok = code === 0 && success && passed > 0;
  return { outcome: { proof: name, ok, seconds, size, passed, failed, reported }, output };
}

function read(results: string): z.output<typeof report> {
  try {
    return report.parse(JSON.parse(readFileSync(results, 'utf8')));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, success: false };
  }
}

function assignments(size: Readonly<Record<string, string>>): string {
  return Object.entries(size)
    .map(([variable, value]) => `${variable}=${value}`)
    .join(' ');
}

// Exiting runs the handlers that stop everything started here.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
runProgram(main);
