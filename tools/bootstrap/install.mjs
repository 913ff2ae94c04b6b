import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localBin, root, run } from './run.mjs';

/** Runs `npm ci` when node_modules is missing or does not match the lockfile. */
export async function installPackages() {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci) …');
  const code = await run(['npm', 'ci', '--no-fund', '--no-audit', '--loglevel=error']);
  if (code !== 0) throw new Error('npm ci failed; see above');
}

function isInstalled() {
  const installed = lockedVersions(join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined || !existsSync(join(localBin, 'node'))) return false;
  const wanted = lockedVersions(join(root, 'package-lock.json')) ?? {};
  return Object.entries(wanted).every(([path, { version, optional }]) =>
    installed[path] === undefined ? optional : installed[path].version === version,
  );
}

/** Version and optionality by package path; undefined without a lockfile. */
function lockedVersions(file) {
  if (!existsSync(file)) return undefined;
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  const entries = Object.entries(packages).filter(([path]) => path !== '');
  return Object.fromEntries(
    entries.map(([path, entry]) => [path, { version: entry.version, optional: entry.optional === true }]),
  );
}
