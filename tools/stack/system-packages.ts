import { userInfo } from 'node:os';
import { findProgram, runCommand } from './run-command.js';

const aptTimeoutMs = 8 * 60_000;
let updated = false;

/**
 * Installs Debian or Ubuntu packages if this user may (root, or sudo without a password).
 * Returns false if not, or when apt fails; the caller then reports what is missing.
 */
export async function installPackages(
  packages: readonly string[],
  report: (line: string) => void,
): Promise<boolean> {
  const prefix = await privilegePrefix();
  if (findProgram('apt-get') === undefined || prefix === undefined) return false;
  report(`installing ${packages.join(', ')} with apt-get`);
  if (!updated) updated = await apt([...prefix, 'apt-get', 'update', '-q']);
  return await apt([...prefix, 'apt-get', 'install', '-q', '-y', '--no-install-recommends', ...packages]);
}

async function apt(commandLine: readonly string[]): Promise<boolean> {
  // RUNLEVEL=1 keeps packages from starting their services: the stack runs its own process.
  const settings = ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];
  const aptIndex = commandLine.indexOf('apt-get');
  const [program = 'env', ...args] = [
    ...commandLine.slice(0, aptIndex),
    'env',
    ...settings,
    ...commandLine.slice(aptIndex),
  ];
  const result = await runCommand(program, args, { timeoutMs: aptTimeoutMs });
  return result.code === 0;
}

async function privilegePrefix(): Promise<string[] | undefined> {
  if (userInfo().uid === 0) return [];
  const sudo = await runCommand('sudo', ['-n', 'true'], { timeoutMs: 5_000 });
  return sudo.code === 0 ? ['sudo', '-n'] : undefined;
}
