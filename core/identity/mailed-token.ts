import type { DomainError } from '../shared/domain-error.js';
import type { AccountId, Id } from '../shared/ids.js';

export type MailedTokenId = Id<'tok'>;

/** What the link of a mail is good for; a token for one is unknown to the other. */
export type TokenPurpose = 'VERIFY_EMAIL' | 'RESET_PASSWORD';

/** People read mail in their own time, and a confirmed address harms nobody. */
export const VERIFY_EMAIL_TTL_MS = 72 * 60 * 60_000;
/** Whoever reads the mailbox later must not get the account. */
export const RESET_PASSWORD_TTL_MS = 60 * 60_000;

/** Nobody's mailbox can be filled through us: one mail of a kind to one address per minute of the clock. */
export const MAIL_AGAIN_AFTER_MS = 60_000;

/** A token as its row stands; the token itself is kept nowhere. */
export type MailedToken = Readonly<{
  id: MailedTokenId;
  accountId: AccountId;
  /** The address of the account. */
  email: string;
  displayName: string;
  isUsed: boolean;
  isExpired: boolean;
}>;

/** Forged, mistyped, or meant for something else. */
export type TokenUnknown = DomainError<'TOKEN_UNKNOWN'>;
/** A token is good once; using one uses up all others of the account for the same purpose. */
export type TokenUsed = DomainError<'TOKEN_USED'>;
export type TokenExpired = DomainError<'TOKEN_EXPIRED'>;

/** Why a token from a mail is not good (any more), in order of precedence. */
export type MailedTokenError = TokenUnknown | TokenUsed | TokenExpired;

/** The token when it is good, otherwise why not. */
export function goodToken(token: MailedToken | null): MailedToken | MailedTokenError {
  if (token === null) return { code: 'TOKEN_UNKNOWN' };
  if (token.isUsed) return { code: 'TOKEN_USED' };
  return token.isExpired ? { code: 'TOKEN_EXPIRED' } : token;
}
