import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { localPath, projectRoot } from '../stack/project-paths.js';
import { runCommand } from '../stack/run-command.js';
import type { Mutant } from './mutants.js';

/** A copy of the project whose sources may be mutated; dependencies are shared and the build is copied. */
export type ScratchTree = Readonly<{
  folder: string;
  /** Mutates the copy while `work` runs. */
  mutated<Value>(mutant: Mutant, work: () => Promise<Value>): Promise<Value>;
  remove(): void;
}>;

/** Copies all files that git does not ignore, in their current state. */
export async function copyTree(): Promise<ScratchTree> {
  const folder = localPath('mutants', 'tree');
  rmSync(folder, { recursive: true, force: true });
  for (const file of await sourceFiles()) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(projectRoot, file), target);
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, '.local'));
  // Shared, so that Kafka is downloaded once.
  symlinkSync(localPath('kafka'), join(folder, '.local', 'kafka'));
  cpSync(join(projectRoot, 'dist'), join(folder, 'dist'), { recursive: true });
  return {
    folder,
    async mutated(mutant, work) {
      const file = join(folder, mutant.file);
      const whole = readFileSync(file, 'utf8');
      writeFileSync(file, mutate(whole, mutant));
      try {
        return await work();
      } finally {
        writeFileSync(file, whole);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The mutated text; throws when the source no longer matches the mutant. */
export function mutate(text: string, { name, file, from, to }: Mutant): string {
  const pieces = text.split(from);
  if (pieces.length !== 2)
    throw new Error(`"${name}": its text occurs ${pieces.length - 1} times in ${file}; it must occur once`);
  return pieces.join(to);
}

async function sourceFiles(): Promise<readonly string[]> {
  const listed = await runCommand('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    timeoutMs: 30_000,
  });
  if (listed.code !== 0) throw new Error(`cannot list the files of the project:\n${listed.output}`);
  const deleted = await runCommand('git', ['ls-files', '-z', '--deleted'], {
    cwd: projectRoot,
    timeoutMs: 30_000,
  });
  const gone = new Set(deleted.output.split('\0'));
  return listed.output.split('\0').filter((file) => file !== '' && !gone.has(file));
}
