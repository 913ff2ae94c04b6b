import { z } from 'zod';

import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { parseId } from '../shared/ids.js';
import type { Account, ServiceBusy, SignInRequired, WrongCredentials } from './account.js';
import { enteredPassword, newPassword } from './account.js';
import type { Actor } from './actor.js';
import type { IdentityDependencies } from './open-session.js';

const command = z.object({ currentPassword: enteredPassword, newPassword });

export type ChangePasswordError = SignInRequired | InvalidInput | ServiceBusy | WrongCredentials;

/**
 * Sets a new password and ends every other session of the account: whoever knew the old password is out.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, INVALID_INPUT, SERVICE_BUSY, WRONG_CREDENTIALS.
 */
export async function changePassword(
  { transaction, accounts, passwords, sessions }: IdentityDependencies,
  { actor, ...input }: z.input<typeof command> & Readonly<{ actor: Actor }>,
): Promise<Readonly<{ account: Account; endedSessions: number }> | ChangePasswordError> {
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
  const endedSessions = await transaction.run(async (tx) => {
    await accounts.setPassword(tx, actor.accountId, passwordHash);
    return sessions.endAll(tx, actor.accountId, ending);
  });
  return { account: stored.account, endedSessions };
}
