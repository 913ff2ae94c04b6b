import { z } from 'zod';

import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import type { Transaction } from '../shared/transaction.js';
import { emailAddress } from './account.js';
import type { AccountMailDependencies } from './account-mail.js';
import { MAIL_AGAIN_AFTER_MS, RESET_PASSWORD_TTL_MS } from './mailed-token.js';
import type { Accounts } from './ports.js';

const command = z.object({ email: emailAddress });

export type RequestPasswordResetInput = z.input<typeof command>;

/**
 * Mails a link to set a new password. The answer is the same whether or not the address has an account, and so is the
 * work: for an unknown address a suppressed mail is written, in the same statements and one commit. A second request
 * within the same minute sends no further mail.
 *
 * Errors: INVALID_INPUT.
 */
export async function requestPasswordReset(
  dependencies: AccountMailDependencies & Readonly<{ transaction: Transaction; accounts: Accounts }>,
  input: RequestPasswordResetInput,
): Promise<Readonly<{ email: string }> | InvalidInput> {
  const { transaction, accounts, mails, mailedTokens, mailedTokenSecrets, wakeUp } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { email } = parsed.data;
  const account = (await accounts.findByEmail(email))?.account ?? null;
  const tokenId = newId('tok');
  const tokenHash = mailedTokenSecrets.hash(mailedTokenSecrets.tokenOf(tokenId));

  await transaction.run(async (tx) => {
    const isNew = await mails.add(tx, {
      id: newId('mal'),
      dedupeKey: `RESET_PASSWORD:${email.toLowerCase()}`,
      onceInMs: MAIL_AGAIN_AFTER_MS,
      recipient: account?.email ?? email,
      content: { template: 'RESET_PASSWORD', displayName: account?.displayName ?? '', tokenId },
      worthForMs: RESET_PASSWORD_TTL_MS,
      suppressedBecause: account === null ? 'no account has this address' : null,
    });
    const accountId = isNew ? (account?.id ?? null) : null;
    const lifetimeMs = RESET_PASSWORD_TTL_MS;
    await mailedTokens.add(tx, { id: tokenId, accountId, purpose: 'RESET_PASSWORD', tokenHash, lifetimeMs });
  });
  wakeUp();
  return { email };
}
