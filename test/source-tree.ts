import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of the project, named from the root with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

const repository = join(import.meta.dirname, '..');

/** Installed or made by a program. */
const NOT_OURS = /^(dist|coverage|\.git|\.local|web\/dist|web\/src\/generated)$|(^|\/)node_modules$/;

const BINARY = /\.(png|jpe?g|webp|gif|ico|woff2?|tsbuildinfo|log)$/;

/** Every text file of the project. Reads the disk and not git, so that it works in an unpacked archive too. */
export function readSourceTree(folder = ''): SourceFile[] {
  return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (NOT_OURS.test(path) || entry.name === '.env') return [];
    if (entry.isDirectory()) return readSourceTree(path);
    if (!entry.isFile() || BINARY.test(entry.name)) return [];
    return [{ path, text: readFileSync(join(repository, path), 'utf8') }];
  });
}
