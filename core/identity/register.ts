import { z } from 'zod';

import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import type { Account, EmailTaken, ServiceBusy } from './account.js';
import { emailAddress, newPassword } from './account.js';
import type { AccountMailDependencies } from './account-mail.js';
import { writeVerificationMail } from './account-mail.js';
import type { IdentityDependencies, SignedIn } from './open-session.js';
import { addSession, replacedSession, tokensOf } from './open-session.js';

const command = z.object({
  email: emailAddress,
  password: newPassword,
  displayName: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
});

export type RegisterInput = z.input<typeof command>;
export type RegisterError = InvalidInput | EmailTaken | ServiceBusy;

/**
 * Creates an account with the role SHOPPER, signs it in and writes the mail that verifies its address; all other roles
 * are assigned by an administrator.
 *
 * Errors in order of precedence: INVALID_INPUT, SERVICE_BUSY, EMAIL_TAKEN.
 */
export async function register(
  dependencies: IdentityDependencies & AccountMailDependencies,
  { refreshToken, ...input }: RegisterInput & Readonly<{ refreshToken: string | null }>,
): Promise<SignedIn | RegisterError> {
  const { transaction, accounts, passwords } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { email, password, displayName } = parsed.data;
  const passwordHash = await passwords.hash(password);
  if (typeof passwordHash === 'object') return passwordHash;
  const account: Account = {
    id: newId('acc'),
    email,
    emailVerified: false,
    displayName,
    role: 'SHOPPER',
    sellerIds: [],
  };
  const replaces = replacedSession(dependencies, refreshToken);

  const opened = await transaction.run(async (tx) => {
    const isAdded = await accounts.add(tx, { account, passwordHash });
    if (!isAdded) return tx.rollback({ code: 'EMAIL_TAKEN' });
    await writeVerificationMail(dependencies, tx, account);
    return { session: await addSession(dependencies, tx, { account, replaces }) };
  });

  if ('code' in opened) return opened;
  dependencies.wakeUp();
  return tokensOf(dependencies, account, opened.session);
}
