import type { Transaction } from '../shared/transaction.js';
import type { MailedTokenError } from './mailed-token.js';
import { goodToken } from './mailed-token.js';
import type { Accounts, MailedTokens, MailedTokenSecrets } from './ports.js';

export type VerifyEmailDependencies = Readonly<{
  transaction: Transaction;
  accounts: Accounts;
  mailedTokens: MailedTokens;
  mailedTokenSecrets: MailedTokenSecrets;
}>;

/**
 * Confirms the address that a verification mail was sent to. The token proves that the mail was read; no sign-in is
 * needed.
 *
 * Errors in order of precedence: TOKEN_UNKNOWN, TOKEN_USED, TOKEN_EXPIRED.
 */
export async function verifyEmail(
  { transaction, accounts, mailedTokens, mailedTokenSecrets }: VerifyEmailDependencies,
  { token }: { token: string },
): Promise<Readonly<{ email: string }> | MailedTokenError> {
  const claim = { tokenHash: mailedTokenSecrets.hash(token), purpose: 'VERIFY_EMAIL' } as const;
  return transaction.run(async (tx) => {
    const found = goodToken(await mailedTokens.lock(tx, claim));
    if ('code' in found) return tx.rollback(found);
    await mailedTokens.useUp(tx, found.accountId, 'VERIFY_EMAIL');
    await accounts.markEmailVerified(tx, found.accountId);
    return { email: found.email };
  });
}
