import { z } from 'zod';

import type { DomainError } from '../shared/domain-error.js';
import type { AccountId, SellerId } from '../shared/ids.js';

/** Roles of an account. Guests have no account and use the token of their cart or order. */
export const roles = ['SHOPPER', 'SELLER', 'OPS', 'FINANCE', 'ADMIN'] as const;
export type Role = (typeof roles)[number];

export type Account = Readonly<{
  id: AccountId;
  email: string;
  /** Whether the link mailed to the address was followed. */
  emailVerified: boolean;
  displayName: string;
  role: Role;
  /** The sellers that the account is a member of. */
  sellerIds: readonly SellerId[];
}>;

/** An account with its password hash. */
export type StoredAccount = Readonly<{ account: Account; passwordHash: string }>;

/** Longer than most entries in lists of leaked passwords. No composition rules: they only make passwords guessable. */
const MIN_PASSWORD_CHARACTERS = 10;
/** Limits the hashing time, which grows with the length. */
const MAX_PASSWORD_CHARACTERS = 200;

export const emailAddress = z.string().trim().max(254).pipe(z.email('must be an email address'));

/** A password being set. */
export const newPassword = z
  .string()
  .min(MIN_PASSWORD_CHARACTERS, `must have at least ${MIN_PASSWORD_CHARACTERS} characters`)
  .max(MAX_PASSWORD_CHARACTERS, `must have at most ${MAX_PASSWORD_CHARACTERS} characters`);

/** A password entered to sign in: a short one is wrong, not invalid. */
export const enteredPassword = z
  .string()
  .max(MAX_PASSWORD_CHARACTERS, `must have at most ${MAX_PASSWORD_CHARACTERS} characters`);

export type EmailTaken = DomainError<'EMAIL_TAKEN'>;
/** Returned for an unknown address and for a wrong password alike. */
export type WrongCredentials = DomainError<'WRONG_CREDENTIALS'>;
export type SignInRequired = DomainError<'SIGN_IN_REQUIRED'>;
/** Too many passwords are waiting to be hashed. */
export type ServiceBusy = DomainError<'SERVICE_BUSY', { retryAfterMs: number }>;
