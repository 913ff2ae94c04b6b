import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of the project; the path is relative to the root, with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

const repository = join(import.meta.dirname, '..');

/** Installed or generated. */
const NOT_OURS = /^(dist|coverage|\.git|\.local|web\/dist|web\/src\/generated)$|(^|\/)node_modules$/;

const BINARY = /\.(png|jpe?g|webp|gif|ico|woff2?|tsbuildinfo|log)$/;

/** Every text file of the project. Reads the disk, not git, so that it also works in an unpacked archive. */
export function readSourceTree(folder = ''): SourceFile[] {
  return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (NOT_OURS.test(path) || entry.name === '.env') return [];
    if (entry.isDirectory()) return readSourceTree(path);
    if (!entry.isFile() || BINARY.test(entry.name)) return [];
    return [{ path, text: readFileSync(join(repository, path), 'utf8') }];
  });
}
