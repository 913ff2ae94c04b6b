import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { childEnvironment } from '../../../config/environment.js';
import { findProgram, runCommand } from '../../stack/run-command.js';
import { installPackages } from '../../stack/system-packages.js';
import type { Measured } from '../ratio.js';

/** Debian's programs by version; the pgbench on PATH is a wrapper script that requires a cluster. */
const DEBIAN_PROGRAMS = '/usr/lib/postgresql';

/** Path of pgbench, installed if possible. Any version works with any server. */
export async function findPgbench(report: (line: string) => void): Promise<string> {
  const found = installed();
  if (found !== undefined) return found;
  await installPackages(['postgresql-contrib'], report);
  const now = installed();
  if (now === undefined)
    throw new Error('pgbench is missing: install PostgreSQL (apt-get install postgresql)');
  return now;
}

function installed(): string | undefined {
  const versions = directories(DEBIAN_PROGRAMS).toSorted((left, right) => Number(right) - Number(left));
  for (const version of versions) {
    const path = findProgram(join(DEBIAN_PROGRAMS, version, 'bin', 'pgbench'));
    if (path !== undefined) return path;
  }
  return findProgram('pgbench');
}

function directories(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export type PgbenchRun = Readonly<{
  program: string;
  databaseUrl: string;
  /** The script: one transaction. */
  script: string;
  clients: number;
  seconds: number;
  /** Variables of the script. */
  variables: Readonly<Record<string, number>>;
}>;

/** Repeats a transaction with prepared statements. Throws when one fails. */
export async function runPgbench({
  program,
  databaseUrl,
  script,
  clients,
  seconds,
  variables,
}: PgbenchRun): Promise<Measured> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const args = [
    ...[
      '--no-vacuum',
      '--protocol=prepared',
      '--max-tries=10',
      '--client',
      String(clients),
      '--time',
      String(seconds),
    ],
    ...Object.entries(variables).map(([name, value]) => `--define=${name}=${value}`),
    ...['--file', script, '--host', hostname, '--port', port, '--username', username],
    pathname.slice(1),
  ];
  const env = childEnvironment({ PGPASSWORD: decodeURIComponent(password) });
  const { code, output } = await runCommand(program, args, { timeoutMs: seconds * 1_000 + 60_000, env });
  const done = /number of transactions actually processed: (\d+)/.exec(output)?.[1];
  const perSecond = /tps = ([\d.]+)/.exec(output)?.[1];
  if (code !== 0 || done === undefined || perSecond === undefined)
    throw new Error(`pgbench failed:\n${output}`);
  return { count: Number(done), elapsedMs: (Number(done) / Number(perSecond)) * 1_000 };
}
