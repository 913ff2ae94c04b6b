import { migrate, openDatabase } from '../../adapters/postgres/database.js';
import { requiredVariable } from '../../config/environment.js';

/** Brings the database of DATABASE_URL up to the newest migration. Its own step, so that no server changes the schema. */
const database = await openDatabase({
  url: requiredVariable('DATABASE_URL'),
  poolMax: 2,
  applicationName: 'splitcart-migrate',
});
const applied = await migrate(database);
await database.close();
process.stdout.write(
  applied.length === 0 ? 'The schema is up to date.\n' : `Applied ${applied.join(', ')}.\n`,
);
