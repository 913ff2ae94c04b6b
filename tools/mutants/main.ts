import { runProgram } from '../stack/run-program.js';
import type { Mutant } from './mutants.js';
import { mutants } from './mutants.js';
import { runTest } from './run-tests.js';
import { copyTree, type ScratchTree } from './scratch-tree.js';

const usage = `Usage: npm run test:mutants -- [word …]
Removes one safeguard of the money path at a time, in a copy of the project, and runs the test that must fail.
With words: only mutants whose name contains one of them. Exit code 1 when a mutant survives.`;

type Verdict = Readonly<{ name: string; verdict: string; isCaught: boolean; seconds: number }>;

/** Proves that the tests detect missing safeguards. */
async function main(): Promise<number> {
  const words = process.argv.slice(2);
  if (words.some((word) => word.startsWith('-'))) {
    console.error(usage);
    return 2;
  }
  const chosen = mutants.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  );
  if (chosen.length === 0) {
    console.error(
      `No mutant matches. The mutants are:\n${mutants.map(({ name }) => `  ${name}`).join('\n')}`,
    );
    return 2;
  }
  const tree = await copyTree();
  try {
    await expectGoodTree(tree, chosen);
    const verdicts: Verdict[] = [];
    for (const mutant of chosen) {
      const verdict = await judge(tree, mutant);
      console.log(line(verdict));
      verdicts.push(verdict);
    }
    const caught = verdicts.filter(({ isCaught }) => isCaught).length;
    console.log(`${caught} of ${verdicts.length} were caught`);
    return caught === verdicts.length ? 0 : 1;
  } finally {
    tree.remove();
  }
}

/** A failing test would catch every mutant: each must pass on the unmodified source first. */
async function expectGoodTree({ folder }: ScratchTree, chosen: readonly Mutant[]): Promise<void> {
  const byFile = Map.groupBy(chosen, ({ caughtBy }) => caughtBy.file);
  for (const [file, own] of byFile) {
    const [first] = own;
    if (first === undefined) continue;
    const { passed, failed, output } = await runTest(folder, { ...first.caughtBy, title: '' });
    const missing = own.filter(({ caughtBy }) => !passed.some((name) => name.includes(caughtBy.title)));
    if (failed.length > 0 || missing.length > 0) {
      const titles = missing.map(({ caughtBy }) => `no passing test is named "${caughtBy.title}"`);
      throw new Error([output, `${file} must pass on the unmodified source`, ...titles].join('\n'));
    }
  }
}

async function judge(tree: ScratchTree, mutant: Mutant): Promise<Verdict> {
  const { name, caughtBy } = mutant;
  const startedAt = performance.now();
  const { passed, failed, output } = await tree.mutated(mutant, () => runTest(tree.folder, caughtBy));
  const seconds = (performance.now() - startedAt) / 1000;
  if (failed.length > 0) return { name, verdict: `caught by ${failed.join(', ')}`, isCaught: true, seconds };
  const verdict = passed.length > 0 ? `NOT caught by ${passed.join(', ')}` : `inconclusive:\n${output}`;
  return { name, verdict, isCaught: false, seconds };
}

function line({ name, verdict, seconds }: Verdict): string {
  return `${seconds.toFixed(0).padStart(4)} s  ${name}\n        ${verdict}`;
}

runProgram(main);
