import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localBin, node, root, run } from './run.mjs';

const serverFolders = ['core', 'adapters', 'config', 'api', 'workers', 'simulator', 'sdk', 'tools'];
const dist = join(root, 'dist');

/** The two build targets, their sources and their commands. */
const targets = {
  server: {
    sources: () => [
      ...serverFolders.flatMap(sourcesOf),
      'tsconfig.json',
      'tsconfig.build.json',
      'package-lock.json',
    ],
    command: [
      ...node.slice(0, 1),
      join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
      '-p',
      'tsconfig.build.json',
    ],
    after: removeOrphanedOutput,
  },
  web: {
    sources: () => [...filesIn('web'), 'schema.graphql', 'package-lock.json'].filter(isNotTest),
    command: [
      ...node.slice(0, 1),
      join(localBin, 'vite'),
      'build',
      '--config',
      'web/vite.config.ts',
      '--logLevel',
      'warn',
    ],
    after: () => undefined,
  },
};

/**
 * Builds a target if its sources changed since the last build (by content, so that a fresh checkout of the same commit
 * builds nothing twice). Returns whether the build succeeded.
 */
export async function build(name) {
  const target = targets[name];
  const stamp = stampOf(name);
  const hash = hashOf(target.sources());
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  console.log(`Building the ${name} …`);
  mkdirSync(dist, { recursive: true });
  rmSync(stamp, { force: true });
  if ((await run(target.command)) !== 0) return false;
  target.after();
  writeFileSync(stamp, hash);
  return true;
}

/** Forces the next build: another compiler is about to write the same output. */
export function forgetBuild(name) {
  rmSync(stampOf(name), { force: true });
}

function stampOf(name) {
  return join(dist, `.built-${name}`);
}

function sourcesOf(folder) {
  return filesIn(folder).filter((file) => file.endsWith('.ts') && isNotTest(file));
}

function isNotTest(file) {
  return !/\.test\.tsx?$/.test(file);
}

/** Files below a folder of the project, as sorted paths from the root. */
function filesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  const found = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...filesIn(path));
    else found.push(path);
  }
  return found.sort();
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files.filter((path) => existsSync(join(root, path)))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Deletes compiled files whose source is gone: a dropped migration must not run from dist. */
function removeOrphanedOutput() {
  for (const output of serverFolders.flatMap((folder) => filesIn(`dist/${folder}`))) {
    const source = output.replace(/^dist\//, '').replace(/\.js(\.map)?$/, '.ts');
    if (!existsSync(join(root, source))) rmSync(join(root, output));
  }
}
