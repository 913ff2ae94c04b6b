import { newId } from '../shared/ids.js';
import type { Account } from './account.js';
import type { ExternalAuthenticator, ExternalIdentities, ExternalTokens } from './external-ports.js';
import type { ExternalProfile, ExternalSubject } from './external-token.js';
import type { Authenticated } from './ports.js';

export type ExternalDependencies = Readonly<{
  externalTokens: ExternalTokens;
  externalIdentities: ExternalIdentities;
}>;

/** Authenticates tokens of the external issuer. A person gets an account on first use; a service has none. */
export function externalAuthenticator({
  externalTokens,
  externalIdentities,
}: ExternalDependencies): ExternalAuthenticator {
  return {
    isOne: (credential) => externalTokens.isOne(credential),
    async authenticate(credential): Promise<Authenticated | null> {
      const token = await externalTokens.read(credential);
      if (token === null) return null;
      const { expiresAt } = token;
      if (token.kind === 'SERVICE') {
        const actor = { kind: 'SERVICE', keyId: `oidc:${token.clientId}`, scopes: token.scopes } as const;
        return { actor, credential: null, expiresAt };
      }
      const { subject, profile } = token;
      const account = await accountOfPerson(externalIdentities, subject, profile);
      if (account === null) return null;
      const { id: accountId, role, sellerIds } = account;
      const sessionId = `oidc:${subject.sid ?? subject.subject}`;
      const actor = { kind: 'ACCOUNT', accountId, roles: [role], sellerIds, sessionId } as const;
      return { actor, credential: { kind: 'EXTERNAL', subject }, expiresAt };
    },
  };
}

/**
 * The account of a person at the issuer, updated with the issuer's current claims; null if the issuer has ended this
 * sign-in. An account with the same address is a different account: accounts are never merged by address.
 */
export async function accountOfPerson(
  identities: ExternalIdentities,
  subject: ExternalSubject,
  profile: ExternalProfile,
): Promise<Account | null> {
  const seen = await identities.find(subject);
  if (seen.isLoggedOut) return null;
  if (seen.account === null) {
    await identities.add(subject, newAccount(profile));
    // Of two concurrent first requests, one created the account; both find it.
    return (await identities.find(subject)).account;
  }
  const current = withClaims(seen.account, profile);
  if (current !== seen.account) await identities.update(current);
  return current;
}

/** Without an address from the issuer, uses one that is never deliverable (RFC 2606). */
function newAccount({ role, email, displayName }: ExternalProfile): Account {
  const id = newId('acc');
  const ownEmail = email ?? `${id}@no-address.invalid`;
  return {
    id,
    role,
    email: ownEmail,
    emailVerified: false,
    displayName: displayName ?? 'Customer',
    sellerIds: [],
  };
}

/** The account with the issuer's claims; the same object if nothing changed. */
function withClaims(account: Account, { role, email, displayName }: ExternalProfile): Account {
  const presented = { role, email: email ?? account.email, displayName: displayName ?? account.displayName };
  const isSame =
    presented.role === account.role &&
    presented.email === account.email &&
    presented.displayName === account.displayName;
  return isSame ? account : { ...account, ...presented };
}
