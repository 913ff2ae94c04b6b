import { openDatabase } from '../../adapters/postgres/database/database.js';
import { requiredVariable } from '../../config/environment.js';
import { demoStaff } from './demo-staff.js';
import { seedMarketplace } from './seed-marketplace.js';
import { seedStaff } from './seed-staff.js';

/** Seeds the database of DATABASE_URL with the demo marketplace. Safe to repeat: existing rows stay as they are. */
const database = await openDatabase({
  url: requiredVariable('DATABASE_URL'),
  poolMax: 2,
  applicationName: 'splitcart-seed',
});
const { sellers, items } = await seedMarketplace(database.pool);
await seedStaff(database.pool, demoStaff);
await database.close();
process.stdout.write(`The demo marketplace has ${sellers} sellers and ${items} items.\n`);
for (const { email, password, role } of demoStaff)
  process.stdout.write(`Sign in as ${role}: ${email} / ${password}\n`);
