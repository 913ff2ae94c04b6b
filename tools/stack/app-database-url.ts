import { createHash } from 'node:crypto';

/** The servers' database user on a local PostgreSQL; it owns no table. */
const APP_USER = 'splitcart_app';

/**
 * The database URL for the API and the workers. The password is derived from the owner's, so there is nothing to store
 * that could get out of sync with the data folder.
 */
export function appDatabaseUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.password = createHash('sha256').update(`${APP_USER} ${url.password}`).digest('hex');
  url.username = APP_USER;
  return url.href;
}
