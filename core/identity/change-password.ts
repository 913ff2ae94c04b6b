import { z } from 'zod';

import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { parseId } from '../shared/ids.js';
import type { Account, ServiceBusy, SignInRequired, WrongCredentials } from './account.js';
import { enteredPassword, newPassword } from './account.js';
import type { AccountMailDependencies } from './account-mail.js';
import { writePasswordChangedMail } from './account-mail.js';
import type { Actor } from './actor.js';
import type { IdentityDependencies } from './open-session.js';

const command = z.object({ currentPassword: enteredPassword, newPassword });

export type ChangePasswordError = SignInRequired | InvalidInput | ServiceBusy | WrongCredentials;

/**
 * Sets a new password, ends every other session of the account and invalidates its reset links, so that whoever knew
 * the old password or read an old mail loses access. The owner is notified by mail.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, INVALID_INPUT, SERVICE_BUSY, WRONG_CREDENTIALS.
 */
export async function changePassword(
  dependencies: IdentityDependencies & AccountMailDependencies,
  { actor, ...input }: z.input<typeof command> & Readonly<{ actor: Actor }>,
): Promise<Readonly<{ account: Account; endedSessions: number }> | ChangePasswordError> {
  const { transaction, accounts, passwords, sessions, mailedTokens, wakeUp } = dependencies;
  if (actor.kind !== 'ACCOUNT') return { code: 'SIGN_IN_REQUIRED' };
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const stored = await accounts.findWithPassword(actor.accountId);
  const isRight = await passwords.verify(stored?.passwordHash ?? null, parsed.data.currentPassword);
  if (typeof isRight === 'object') return isRight;
  if (stored === null || !isRight) return { code: 'WRONG_CREDENTIALS' };
  const passwordHash = await passwords.hash(parsed.data.newPassword);
  if (typeof passwordHash === 'object') return passwordHash;

  const ending = { reason: 'PASSWORD_CHANGED', except: parseId('ses', actor.sessionId) } as const;
  const { account } = stored;
  const endedSessions = await transaction.run(async (tx) => {
    await accounts.setPassword(tx, actor.accountId, passwordHash);
    await mailedTokens.useUp(tx, actor.accountId, 'RESET_PASSWORD');
    await writePasswordChangedMail(dependencies, tx, account);
    return sessions.endAll(tx, actor.accountId, ending);
  });
  wakeUp();
  return { account, endedSessions };
}
