import type { DomainError } from '../shared/domain-error.js';
import type { AccountId, Id } from '../shared/ids.js';

export type MailedTokenId = Id<'tok'>;

/** The purpose of a mailed link; a token for one purpose is unknown for the other. */
export type TokenPurpose = 'VERIFY_EMAIL' | 'RESET_PASSWORD';

/** People may read mail late, and a confirmed address does no harm. */
export const VERIFY_EMAIL_TTL_MS = 72 * 60 * 60_000;
/** Whoever reads the mailbox later must not get into the account. */
export const RESET_PASSWORD_TTL_MS = 60 * 60_000;

/** Prevents flooding a mailbox: one mail of a kind per address and clock minute. */
export const MAIL_AGAIN_AFTER_MS = 60_000;

/** A token as stored; the token itself is not. */
export type MailedToken = Readonly<{
  id: MailedTokenId;
  accountId: AccountId;
  /** The account's address. */
  email: string;
  displayName: string;
  isUsed: boolean;
  isExpired: boolean;
}>;

/** Forged, mistyped, or for another purpose. */
export type TokenUnknown = DomainError<'TOKEN_UNKNOWN'>;
/** A token is valid once; using it invalidates all others of the account for the same purpose. */
export type TokenUsed = DomainError<'TOKEN_USED'>;
export type TokenExpired = DomainError<'TOKEN_EXPIRED'>;

/** Why a mailed token is invalid, in order of precedence. */
export type MailedTokenError = TokenUnknown | TokenUsed | TokenExpired;

/** The token if it is valid, otherwise the reason it is not. */
export function goodToken(token: MailedToken | null): MailedToken | MailedTokenError {
  if (token === null) return { code: 'TOKEN_UNKNOWN' };
  if (token.isUsed) return { code: 'TOKEN_USED' };
  return token.isExpired ? { code: 'TOKEN_EXPIRED' } : token;
}
