import { createHash } from 'node:crypto';

/** The servers' own database user where we run the server; it owns no table. */
const APP_USER = 'splitcart_app';

/**
 * The address of a database of ours for api and workers. The password follows from the owner's, so there is nothing to
 * keep and nothing that can get out of step with the data folder.
 */
export function appDatabaseUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.password = createHash('sha256').update(`${APP_USER} ${url.password}`).digest('hex');
  url.username = APP_USER;
  return url.href;
}
