import { z } from 'zod';

import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { ServiceBusy } from './account.js';
import { newPassword } from './account.js';
import type { AccountMailDependencies } from './account-mail.js';
import { writePasswordChangedMail } from './account-mail.js';
import type { MailedTokenError } from './mailed-token.js';
import { goodToken } from './mailed-token.js';
import type { IdentityDependencies } from './open-session.js';

const command = z.object({ token: z.string(), newPassword });

export type ResetPasswordInput = z.input<typeof command>;
export type ResetPasswordError = InvalidInput | MailedTokenError | ServiceBusy;

/**
 * Sets a new password with a mailed link, ends every session of the account (open sockets close within two seconds) and
 * invalidates all its reset links. Reading the mail proves ownership of the address, so it counts as verified. Does not
 * sign in.
 *
 * Errors in order of precedence: INVALID_INPUT, TOKEN_UNKNOWN, TOKEN_USED, TOKEN_EXPIRED, SERVICE_BUSY.
 */
export async function resetPassword(
  dependencies: IdentityDependencies & AccountMailDependencies,
  input: ResetPasswordInput,
): Promise<Readonly<{ email: string; endedSessions: number }> | ResetPasswordError> {
  const { transaction, accounts, passwords, sessions, mailedTokens, mailedTokenSecrets, wakeUp } =
    dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const claim = { tokenHash: mailedTokenSecrets.hash(parsed.data.token), purpose: 'RESET_PASSWORD' } as const;
  // Checked before the hashing, which is expensive, and again under the lock, where it counts.
  const checked = goodToken(await mailedTokens.find(claim));
  if ('code' in checked) return checked;
  const passwordHash = await passwords.hash(parsed.data.newPassword);
  if (typeof passwordHash === 'object') return passwordHash;

  const reset = await transaction.run(async (tx) => {
    const token = goodToken(await mailedTokens.lock(tx, claim));
    if ('code' in token) return tx.rollback(token);
    const { accountId, email, displayName } = token;
    await mailedTokens.useUp(tx, accountId, 'RESET_PASSWORD');
    await accounts.setPassword(tx, accountId, passwordHash);
    await accounts.markEmailVerified(tx, accountId);
    await writePasswordChangedMail(dependencies, tx, { email, displayName });
    const ending = { reason: 'PASSWORD_CHANGED', except: null } as const;
    return { email, endedSessions: await sessions.endAll(tx, accountId, ending) };
  });
  if (!('code' in reset)) wakeUp();
  return reset;
}
