import { openDatabase } from '../../adapters/postgres/database/database.js';
import { openStores } from '../../adapters/postgres/open-stores.js';
import { runProgram } from '../stack/run-program.js';
import { reportLines } from './report-lines.js';
import { findVerifyTarget } from './verify-target.js';

const usage = `Usage: npm run verify -- [--json]
Checks the guarantees G1-G3 and G5-G9 on the running system, or on the one given by DATABASE_URL and STRIPE_API_BASE or
STRIPE_SECRET_KEY. Exit code 1 when one is violated.`;

/** Checks the system's guarantees against its own rows and the PSP's journal. */
async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.some((arg) => arg !== '--json')) {
    console.error(usage);
    return 2;
  }
  const { databaseUrl, journal } = findVerifyTarget();
  const settings = { url: databaseUrl, poolMax: 2, applicationName: 'splitcart-verify' };
  const database = await openDatabase(settings);
  try {
    const report = await openStores(database).verifier.verify(journal);
    const lines = args.includes('--json') ? [JSON.stringify(report)] : reportLines(report);
    for (const line of lines) console.log(line);
    return report.ok ? 0 : 1;
  } finally {
    await database.close();
  }
}

runProgram(main);
