import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

/** The user that PostgreSQL runs as. */
export interface UnprivilegedUser {
  /** Wraps a command line to run as this user. */
  commandLine(command: readonly string[]): string[];
  /** Makes this user the owner of a file or folder. */
  own(path: string): void;
}

/**
 * PostgreSQL does not run as root. For root this is the `postgres` user (or `nobody` if there is none), through setpriv;
 * for any other user it is that user.
 */
export function unprivilegedUser(folder: string, program: string): UnprivilegedUser {
  if (process.platform !== 'linux' || userInfo().uid !== 0) {
    return { commandLine: (command) => [...command], own: () => undefined };
  }
  const user = findUser('postgres') ?? findUser('nobody') ?? { uid: 65_534, gid: 65_534 };
  const own = (path: string): void => chownSync(path, user.uid, user.gid);
  own(folder);
  const drop = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  if (canReach(drop, [program, folder])) return { commandLine: (command) => [...drop, ...command], own };
  // A clone below /root: keep only the capability to pass inaccessible folders; the user id is still not root.
  // The secure bit makes access(2), which initdb uses to find its files, honor that capability too.
  const capability = [
    '--securebits=+no_setuid_fixup',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
  ];
  return { commandLine: (command) => [...drop, ...capability, ...command], own };
}

function canReach(drop: readonly string[], paths: readonly string[]): boolean {
  const [setpriv = 'setpriv', ...args] = drop;
  return spawnSync(setpriv, [...args, 'sh', '-c', 'test -x "$0" && test -w "$1"', ...paths]).status === 0;
}

function findUser(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}
