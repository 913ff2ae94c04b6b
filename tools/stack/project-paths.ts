import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json, found upwards, so that the answer is the same from tools/ and from dist/tools/. */
export const projectRoot = findProjectRoot(dirname(fileURLToPath(import.meta.url)));

/** A path under the one git-ignored folder that holds everything the tools download, write or log. */
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
