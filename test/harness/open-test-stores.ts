import type { Pool } from 'pg';

import { openDatabase } from '../../adapters/postgres/database/database.js';
import { openStores, type Stores } from '../../adapters/postgres/open-stores.js';
import { settledWithin } from '../../core/shared/settled-within.js';
import { atEndOfFile } from './cleanup.js';

/** Opens the stores of a test database in this process, until the end of the file. */
export async function openTestStores(
  { url }: Readonly<{ url: string }>,
  { poolMax = 4 }: Readonly<{ poolMax?: number }> = {},
): Promise<Readonly<{ pool: Pool; stores: Stores }>> {
  const database = await openDatabase({ url, poolMax, applicationName: 'splitcart-test' });
  // A failed test may not have returned its connection.
  atEndOfFile(async () => void (await settledWithin(2_000, database.close())));
  return { pool: database.pool, stores: openStores(database) };
}
