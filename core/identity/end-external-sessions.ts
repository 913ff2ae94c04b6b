import type { DomainError } from '../shared/domain-error.js';
import type { Logger } from '../shared/logger.js';
import type { Transaction } from '../shared/transaction.js';
import type { ExternalLogouts, LogoutTokens } from './external-ports.js';

/** The logout token is invalid or was used before. */
export type LogoutTokenInvalid = DomainError<'LOGOUT_TOKEN_INVALID'>;

export type LogoutDependencies = Readonly<{
  transaction: Transaction;
  logoutTokens: LogoutTokens;
  externalLogouts: ExternalLogouts;
  logger: Logger;
}>;

/**
 * Handles a logout at the external issuer: ends the sessions of that sign-in and rejects its tokens from now on. Their
 * sockets close within two seconds.
 *
 * Errors: LOGOUT_TOKEN_INVALID.
 */
export async function endExternalSessions(
  { transaction, logoutTokens, externalLogouts, logger }: LogoutDependencies,
  { logoutToken }: { logoutToken: string },
): Promise<Readonly<{ endedSessions: number }> | LogoutTokenInvalid> {
  const notice = await logoutTokens.read(logoutToken);
  if (notice === null) return { code: 'LOGOUT_TOKEN_INVALID' };
  const endedSessions = await transaction.run(async (tx) => {
    // A session of this sign-in that is being opened concurrently is either found here or sees the logout.
    await externalLogouts.lockSignIns(tx, notice.issuer);
    return externalLogouts.record(tx, notice);
  });
  if (endedSessions === null) return { code: 'LOGOUT_TOKEN_INVALID' };
  logger.info({ event: 'oidc.logged_out', subject: notice.subject, sid: notice.sid, endedSessions });
  return { endedSessions };
}
