import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { projectRoot } from '../../stack/project-paths.js';
import type { BenchServers } from '../load/bench-servers.js';
import type { Measured } from '../ratio.js';
import { findPgbench, runPgbench } from './pgbench.js';

/** As many connections as an API process has (DATABASE_POOL_MAX). */
const CONNECTIONS = 10;

const folder = join(projectRoot, 'tools', 'bench', 'checkout');

/** The frozen reference transaction: the writes of a checkout as plain statements, run by pgbench in the same database. */
export async function openCheckoutReference(
  { owner, ownerUrl }: BenchServers,
  report: (line: string) => void,
): Promise<(seconds: number) => Promise<Measured>> {
  const program = await findPgbench(report);
  await owner.query(readFileSync(join(folder, 'reference-tables.sql'), 'utf8'));
  let runs = 0;
  return async (seconds) => {
    runs += 1;
    return runPgbench({
      program,
      databaseUrl: ownerUrl,
      script: join(folder, 'reference-transaction.sql'),
      clients: CONNECTIONS,
      seconds,
      // Each run uses its own id range.
      variables: { run: runs, n: 0 },
    });
  };
}
