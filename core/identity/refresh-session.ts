import { assertNever } from '../shared/assert-never.js';
import type { Logger } from '../shared/logger.js';
import type { IdentityDependencies, SignedIn } from './open-session.js';
import { tokensOf } from './open-session.js';
import type { SessionEnded, SessionRefreshedElsewhere } from './session.js';
import { judgeRefresh } from './session.js';

export type RefreshSessionError = SessionEnded | SessionRefreshedElsewhere;

/** The other tab's answer is on its way; this tab retries with the cookie that it sets. */
const RACE_RETRY_MS = 500;

/**
 * Exchanges a refresh token for a new pair of tokens. Each is valid once: reuse means that it was copied, and since the
 * thief and the owner cannot be told apart, the session ends for both.
 *
 * Errors: SESSION_ENDED (no token, forged, expired, ended, or reused), SESSION_REFRESHED_ELSEWHERE.
 */
export async function refreshSession(
  dependencies: IdentityDependencies & Readonly<{ logger: Logger }>,
  { refreshToken }: { refreshToken: string | null },
): Promise<SignedIn | RefreshSessionError> {
  const { transaction, accounts, sessions, refreshTokens, logger } = dependencies;
  const claim = refreshToken === null ? null : refreshTokens.read(refreshToken);
  if (claim === null) return { code: 'SESSION_ENDED' };

  const refreshed = await transaction.run(async (tx) => {
    const session = await sessions.lock(tx, claim.sessionId);
    if (session === null) return tx.rollback({ code: 'SESSION_ENDED' });
    const verdict = judgeRefresh(session, claim.generation);
    switch (verdict) {
      case 'CURRENT':
        return { session, ...(await sessions.advance(tx, session.id)) };
      case 'RACED':
        return tx.rollback({ code: 'SESSION_REFRESHED_ELSEWHERE', retryAfterMs: RACE_RETRY_MS });
      case 'REUSED':
        // Committed, not rolled back: the end of the session must persist.
        await sessions.end(tx, session.id, 'TOKEN_REUSED');
        logger.warn({ event: 'session.token_reused', sessionId: session.id, accountId: session.accountId });
        return { code: 'SESSION_ENDED' } as const;
      case 'ENDED':
        return tx.rollback({ code: 'SESSION_ENDED' });
      default:
        return assertNever(verdict);
    }
  });

  if ('code' in refreshed) return refreshed;
  const account = await accounts.find(refreshed.session.accountId);
  if (account === null) return { code: 'SESSION_ENDED' };
  return tokensOf(dependencies, account, { ...refreshed, id: refreshed.session.id });
}
