import type { Mails } from '../mail/ports.js';
import { newId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { Account } from './account.js';
import { MAIL_AGAIN_AFTER_MS, VERIFY_EMAIL_TTL_MS } from './mailed-token.js';
import type { MailedTokens, MailedTokenSecrets } from './ports.js';

/** Dependencies of use cases that write mails about an account. */
export type AccountMailDependencies = Readonly<{
  mails: Mails;
  mailedTokens: MailedTokens;
  mailedTokenSecrets: MailedTokenSecrets;
  /** Wakes the workers after the commit; a lost wake-up costs half a second. */
  wakeUp: () => void;
}>;

/** Writes the mail that asks the account's owner to confirm their address, unless one was written this minute. */
export async function writeVerificationMail(
  { mails, mailedTokens, mailedTokenSecrets }: AccountMailDependencies,
  tx: Tx,
  { id: accountId, email, displayName }: Account,
): Promise<void> {
  const tokenId = newId('tok');
  const isNew = await mails.add(tx, {
    id: newId('mal'),
    dedupeKey: `VERIFY_EMAIL:${accountId}`,
    onceInMs: MAIL_AGAIN_AFTER_MS,
    recipient: email,
    content: { template: 'VERIFY_EMAIL', displayName, tokenId },
    worthForMs: VERIFY_EMAIL_TTL_MS,
    suppressedBecause: null,
  });
  if (!isNew) return;
  const tokenHash = mailedTokenSecrets.hash(mailedTokenSecrets.tokenOf(tokenId));
  const lifetimeMs = VERIFY_EMAIL_TTL_MS;
  await mailedTokens.add(tx, { id: tokenId, accountId, purpose: 'VERIFY_EMAIL', tokenHash, lifetimeMs });
}

/** Notifies the owner that their password was changed, in case someone else changed it. */
export async function writePasswordChangedMail(
  { mails }: Pick<AccountMailDependencies, 'mails'>,
  tx: Tx,
  { email, displayName }: Pick<Account, 'email' | 'displayName'>,
): Promise<void> {
  const id = newId('mal');
  await mails.add(tx, {
    id,
    dedupeKey: `PASSWORD_CHANGED:${id}`,
    onceInMs: null,
    recipient: email,
    content: { template: 'PASSWORD_CHANGED', displayName },
    worthForMs: null,
    suppressedBecause: null,
  });
}
