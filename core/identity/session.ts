import type { DomainError } from '../shared/domain-error.js';
import type { AccountId, Id } from '../shared/ids.js';

export type SessionId = Id<'ses'>;

/** Why a session ended; visible in the audit only. */
export type SessionEndReason =
  | 'SIGNED_OUT'
  | 'SIGNED_OUT_EVERYWHERE'
  | 'SIGNED_IN_AGAIN'
  | 'PASSWORD_CHANGED'
  | 'TOKEN_REUSED'
  | 'LOGGED_OUT_BY_ISSUER';

/** A sign-in on one device, as stored at `asOf` by the database's clock. */
export type Session = Readonly<{
  id: SessionId;
  accountId: AccountId;
  /** Generation of the only valid refresh token. */
  generation: number;
  refreshedAt: Date;
  expiresAt: Date;
  isEnded: boolean;
  asOf: Date;
}>;

/** The session has ended, or the refresh token is not ours. */
export type SessionEnded = DomainError<'SESSION_ENDED'>;
/** Another tab has just refreshed this session; its answer has set the new cookie. */
export type SessionRefreshedElsewhere = DomainError<'SESSION_REFRESHED_ELSEWHERE', { retryAfterMs: number }>;

/**
 * Tabs that wake up together send the same cookie. Within this time the second one gets no token but is not treated as
 * a thief; after it, an old token can only have been copied.
 */
export const REFRESH_RACE_MS = 10_000;

/** Idle timeout: an unused device must sign in again after this time. */
export const SESSION_IDLE_DAYS = 30;
/**
 * Maximum lifetime of a session of an external issuer: its roles are the issuer's and must be read again the next
 * working day.
 */
export const EXTERNAL_SESSION_HOURS = 12;
/** Maximum lifetime of any session. */
export const SESSION_MAX_DAYS = 180;

export type RefreshVerdict = 'CURRENT' | 'RACED' | 'REUSED' | 'ENDED';

/** Judges an authentic refresh token of this generation. */
export function judgeRefresh(session: Session, generation: number): RefreshVerdict {
  if (session.isEnded || session.expiresAt <= session.asOf) return 'ENDED';
  if (generation === session.generation) return 'CURRENT';
  const sinceRefreshMs = session.asOf.getTime() - session.refreshedAt.getTime();
  return generation === session.generation - 1 && sinceRefreshMs < REFRESH_RACE_MS ? 'RACED' : 'REUSED';
}
