import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json, searched upward, so that it is the same from tools/ and dist/tools/. */
export const projectRoot = findProjectRoot(dirname(fileURLToPath(import.meta.url)));

/** A path in the git-ignored folder for everything that the tools download, write or log. */
export function localPath(...parts: readonly string[]): string {
  return join(projectRoot, '.local', ...parts);
}

function findProjectRoot(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${start}`);
    folder = parent;
  }
  return folder;
}
