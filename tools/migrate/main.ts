import { grantAppRole } from '../../adapters/postgres/database/app-role.js';
import { migrate, openDatabase } from '../../adapters/postgres/database/database.js';
import { environmentVariable, requiredVariable } from '../../config/environment.js';

/**
 * Migrates the database as the user of MIGRATION_DATABASE_URL, who owns the tables, and grants access to the servers' user
 * of DATABASE_URL. A separate step, so that no server changes the schema.
 */
const appUrl = requiredVariable('DATABASE_URL');
const ownerUrl = environmentVariable('MIGRATION_DATABASE_URL') ?? appUrl;
const { username, password } = new URL(appUrl);
const database = await openDatabase({
  url: ownerUrl,
  poolMax: 2,
  applicationName: 'splitcart-migrate',
});
const applied = await migrate(database);
const isSeparate = new URL(ownerUrl).username !== username;
if (isSeparate) {
  const role = { name: decodeURIComponent(username), password: decodeURIComponent(password) };
  await grantAppRole(database.pool, role);
}
await database.close();
process.stdout.write(
  applied.length === 0 ? 'The schema is up to date.\n' : `Applied ${applied.join(', ')}.\n`,
);
if (!isSeparate)
  process.stdout.write(
    'The servers own the tables: set MIGRATION_DATABASE_URL to a different user, so that they cannot change the ledger.\n',
  );
