import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentWithCompileCache, environmentWithPath } from '../../config/bootstrap-environment.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const localBin = join(root, 'node_modules', '.bin');

/** The pinned Node with the flags of all our programs. */
export const node = [
  join(localBin, 'node'),
  '--enable-source-maps',
  // kafkajs sets negative timeouts, which Node 24 corrects with a warning.
  '--disable-warning=TimeoutNegativeWarning',
];

/** The environment of a command that starts many of our programs. */
export function compileCache() {
  return environmentWithCompileCache(localBin, join(root, '.local', 'compile-cache'));
}

/**
 * Runs a command in the foreground and returns its exit code. Signals are forwarded, and this process waits until the
 * child has finished cleaning up.
 */
export async function run(commandLine, options = {}) {
  const [command, ...args] = commandLine;
  const env = environmentWithPath(localBin);
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env, ...options });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const passOn = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);
  // npm exits at once on SIGTERM without forwarding it; a changed parent is the only sign that we must stop too.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1_000);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
    });
  } finally {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, passOn);
  }
}
