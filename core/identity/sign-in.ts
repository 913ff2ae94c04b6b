import { z } from 'zod';

import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { Account, ServiceBusy, WrongCredentials } from './account.js';
import { enteredPassword } from './account.js';
import type { IdentityDependencies, SignedIn } from './open-session.js';
import { addSession, replacedSession, tokensOf } from './open-session.js';

const command = z.object({ email: z.string().trim().max(254), password: enteredPassword });

export type SignInInput = z.input<typeof command>;
export type SignInError = InvalidInput | WrongCredentials | ServiceBusy;

/**
 * Opens a session for an email address and its password. An unknown address takes as long as a wrong password and gets
 * the same answer.
 *
 * Errors in order of precedence: INVALID_INPUT, SERVICE_BUSY, WRONG_CREDENTIALS.
 */
export async function signIn(
  dependencies: IdentityDependencies,
  { refreshToken, ...input }: SignInInput & Readonly<{ refreshToken: string | null }>,
): Promise<SignedIn | SignInError> {
  const account = await checkPassword(dependencies, input);
  if ('code' in account) return account;
  const replaces = replacedSession(dependencies, refreshToken);
  const session = await dependencies.transaction.run((tx) =>
    addSession(dependencies, tx, { account, replaces }),
  );
  return tokensOf(dependencies, account, session);
}

/** Returns the account if the password is right. */
export async function checkPassword(
  { accounts, passwords }: Pick<IdentityDependencies, 'accounts' | 'passwords'>,
  input: SignInInput,
): Promise<Account | SignInError> {
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const stored = await accounts.findByEmail(parsed.data.email);
  const isRight = await passwords.verify(stored?.passwordHash ?? null, parsed.data.password);
  if (typeof isRight === 'object') return isRight;
  return stored === null || !isRight ? { code: 'WRONG_CREDENTIALS' } : stored.account;
}
