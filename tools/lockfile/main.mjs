// Completes package-lock.json after `npm install`: npm leaves out optional packages of other platforms when its registry
// does not have them, and `npm ci` then rejects the lockfile. They are added by name, version and platform, so that
// `npm ci` accepts the file here and finds them elsewhere. Existing entries stay untouched.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';

/** Words in the names of platform packages, and their npm values. */
const systems = [
  'darwin',
  'win32',
  'linux',
  'android',
  'freebsd',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
];
const processors = {
  x64: 'x64',
  arm64: 'arm64',
  armv7: 'arm',
  arm: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
};
const moreProcessors = { s390x: 's390x', loong64: 'loong64', mips64el: 'mips64el', wasm32: 'wasm32' };

function platformOf(name) {
  const words = name.split('/').pop().split(/[-_.]/);
  const os = words.filter((word) => systems.includes(word));
  const known = { ...processors, ...moreProcessors };
  const cpu = words.flatMap((word) => (word in known ? [known[word]] : []));
  const libc = words.includes('musl') || words.includes('musleabihf') ? ['musl'] : [];
  return {
    ...(cpu.length > 0 ? { cpu: cpu.slice(-1) } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    ...(os.length > 0 ? { os } : {}),
  };
}

/** The paths that Node searches for a dependency of the package at this path, nearest first. */
function* lookups(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    yield `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (at === '') return;
  }
}

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if ([...lookups(path, name)].some((place) => place in lock.packages)) continue;
    if (!/^\d+\.\d+\.\d+/.test(version)) continue;
    const dev = entry.dev === true ? { dev: true } : {};
    lock.packages[`node_modules/${name}`] = { version, ...dev, optional: true, ...platformOf(name) };
    added.push(`${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([left], [right]) => left.localeCompare(right, 'en')),
);
if (added.length > 0) writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Added ${added.length} optional packages for other platforms.`);
