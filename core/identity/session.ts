import type { DomainError } from '../shared/domain-error.js';
import type { AccountId, Id } from '../shared/ids.js';

export type SessionId = Id<'ses'>;

/** Why a session is over; told to nobody but the audit. */
export type SessionEndReason =
  | 'SIGNED_OUT'
  | 'SIGNED_OUT_EVERYWHERE'
  | 'SIGNED_IN_AGAIN'
  | 'PASSWORD_CHANGED'
  | 'TOKEN_REUSED'
  | 'LOGGED_OUT_BY_ISSUER';

/** One sign-in on one device, as its row stands at `asOf` of the database's clock. */
export type Session = Readonly<{
  id: SessionId;
  accountId: AccountId;
  /** Of the one refresh token that is still good. */
  generation: number;
  refreshedAt: Date;
  expiresAt: Date;
  isEnded: boolean;
  asOf: Date;
}>;

/** The session is over, or the refresh token is not one of ours. */
export type SessionEnded = DomainError<'SESSION_ENDED'>;
/** Another tab has just refreshed this session: its answer has put the new cookie in place. */
export type SessionRefreshedElsewhere = DomainError<'SESSION_REFRESHED_ELSEWHERE', { retryAfterMs: number }>;

/**
 * Two tabs send the same cookie when they wake up together. The second one gets no token but is not taken for a thief
 * either; after this long an old token can only have been copied.
 */
export const REFRESH_RACE_MS = 10_000;

/** A device that is not used for a month signs in again. */
export const SESSION_IDLE_DAYS = 30;
/** A session of an outside issuer: its roles are the issuer's, which is asked again on the next working day. */
export const EXTERNAL_SESSION_HOURS = 12;
/** And every device twice a year. */
export const SESSION_MAX_DAYS = 180;

export type RefreshVerdict = 'CURRENT' | 'RACED' | 'REUSED' | 'ENDED';

/** What a genuine refresh token of this generation is worth. */
export function judgeRefresh(session: Session, generation: number): RefreshVerdict {
  if (session.isEnded || session.expiresAt <= session.asOf) return 'ENDED';
  if (generation === session.generation) return 'CURRENT';
  const sinceRefreshMs = session.asOf.getTime() - session.refreshedAt.getTime();
  return generation === session.generation - 1 && sinceRefreshMs < REFRESH_RACE_MS ? 'RACED' : 'REUSED';
}
