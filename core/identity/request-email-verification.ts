import type { DomainError } from '../shared/domain-error.js';
import type { Transaction } from '../shared/transaction.js';
import type { SignInRequired } from './account.js';
import type { AccountMailDependencies } from './account-mail.js';
import { writeVerificationMail } from './account-mail.js';
import type { Actor } from './actor.js';
import type { Accounts } from './ports.js';

export type EmailAlreadyVerified = DomainError<'EMAIL_ALREADY_VERIFIED'>;
export type RequestEmailVerificationError = SignInRequired | EmailAlreadyVerified;

/**
 * Sends the verification mail again; a second request within the same minute sends no further mail.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, EMAIL_ALREADY_VERIFIED.
 */
export async function requestEmailVerification(
  dependencies: AccountMailDependencies & Readonly<{ transaction: Transaction; accounts: Accounts }>,
  { actor }: { actor: Actor },
): Promise<Readonly<{ email: string }> | RequestEmailVerificationError> {
  const { transaction, accounts, wakeUp } = dependencies;
  const account = actor.kind === 'ACCOUNT' ? await accounts.find(actor.accountId) : null;
  if (account === null) return { code: 'SIGN_IN_REQUIRED' };
  if (account.emailVerified) return { code: 'EMAIL_ALREADY_VERIFIED' };
  await transaction.run((tx) => writeVerificationMail(dependencies, tx, account));
  wakeUp();
  return { email: account.email };
}
