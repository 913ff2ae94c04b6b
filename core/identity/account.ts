import { z } from 'zod';

import type { DomainError } from '../shared/domain-error.js';
import type { AccountId, SellerId } from '../shared/ids.js';

/** What a person may be. Guests have no account and act with the token of their cart or order. */
export const roles = ['SHOPPER', 'SELLER', 'OPS', 'FINANCE', 'ADMIN'] as const;
export type Role = (typeof roles)[number];

export type Account = Readonly<{
  id: AccountId;
  email: string;
  /** Whether somebody has followed the link that was mailed to the address. */
  emailVerified: boolean;
  displayName: string;
  role: Role;
  /** The sellers whose member the account is. */
  sellerIds: readonly SellerId[];
}>;

/** An account with what its password is checked against. */
export type StoredAccount = Readonly<{ account: Account; passwordHash: string }>;

/** Longer than most lists of leaked passwords reach; no rule of composition, which only makes passwords guessable. */
const MIN_PASSWORD_CHARACTERS = 10;
/** Hashing takes time in proportion; nobody types more. */
const MAX_PASSWORD_CHARACTERS = 200;

export const emailAddress = z.string().trim().max(254).pipe(z.email('must be an e-mail address'));

/** A password as it is chosen. */
export const newPassword = z
  .string()
  .min(MIN_PASSWORD_CHARACTERS, `must have at least ${MIN_PASSWORD_CHARACTERS} characters`)
  .max(MAX_PASSWORD_CHARACTERS, `must have at most ${MAX_PASSWORD_CHARACTERS} characters`);

/** A password as it is entered: a short one is wrong, not invalid. */
export const enteredPassword = z
  .string()
  .max(MAX_PASSWORD_CHARACTERS, `must have at most ${MAX_PASSWORD_CHARACTERS} characters`);

export type EmailTaken = DomainError<'EMAIL_TAKEN'>;
/** One answer for an unknown address and for a wrong password. */
export type WrongCredentials = DomainError<'WRONG_CREDENTIALS'>;
export type SignInRequired = DomainError<'SIGN_IN_REQUIRED'>;
/** Too many passwords wait to be hashed. */
export type ServiceBusy = DomainError<'SERVICE_BUSY', { retryAfterMs: number }>;
