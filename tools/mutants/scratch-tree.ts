import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { localPath, projectRoot } from '../stack/project-paths.js';
import { runCommand } from '../stack/run-command.js';
import type { Mutant } from './mutants.js';

/** A copy of the project in which sources may be broken; what is installed and built is shared or copied along. */
export type ScratchTree = Readonly<{
  folder: string;
  /** Breaks the copy, until the work is done. */
  broken<Value>(mutant: Mutant, work: () => Promise<Value>): Promise<Value>;
  remove(): void;
}>;

/** Copies what git knows, and what it does not ignore, as it lies there now. */
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
  // Kafka's archives are fetched once.
  symlinkSync(localPath('kafka'), join(folder, '.local', 'kafka'));
  cpSync(join(projectRoot, 'dist'), join(folder, 'dist'), { recursive: true });
  return {
    folder,
    async broken(mutant, work) {
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

/** The text with the fence taken away; throws when the text is no longer the one that the mutant was written for. */
export function mutate(text: string, { name, file, from, to }: Mutant): string {
  const pieces = text.split(from);
  if (pieces.length !== 2)
    throw new Error(
      `"${name}": its text stands ${pieces.length - 1} times in ${file}; it must stand there once`,
    );
  return pieces.join(to);
}

async function sourceFiles(): Promise<readonly string[]> {
  const listed = await runCommand('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    timeoutMs: 30_000,
  });
  if (listed.code !== 0) throw new Error(`the files of the project cannot be listed:\n${listed.output}`);
  const deleted = await runCommand('git', ['ls-files', '-z', '--deleted'], {
    cwd: projectRoot,
    timeoutMs: 30_000,
  });
  const gone = new Set(deleted.output.split('\0'));
  return listed.output.split('\0').filter((file) => file !== '' && !gone.has(file));
}
