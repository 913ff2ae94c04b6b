import type { AccessTokens, Authenticated, Authenticator, Sessions, TokenUse } from './ports.js';

type SessionDependencies = Readonly<{ accessTokens: AccessTokens; sessions: Sessions }>;

/**
 * Authenticates access tokens. The session is looked up every time: one read by primary key makes a sign-out, a stolen
 * token or a changed role take effect with the next request, not when the token expires.
 */
export function sessionAuthenticator(dependencies: SessionDependencies): Authenticator {
  return { authenticate: (token) => authenticateSession(dependencies, token, 'ACCESS') };
}

/** Authenticates a token for one use by its open session. */
export async function authenticateSession(
  { accessTokens, sessions }: SessionDependencies,
  token: string,
  use: TokenUse,
): Promise<Authenticated | null> {
  const claim = await accessTokens.read(token, use);
  if (claim === null) return null;
  const account = await sessions.findAccount(claim.sessionId);
  if (account === null) return null;
  const { id: accountId, role, sellerIds } = account;
  const actor = {
    kind: 'ACCOUNT',
    accountId,
    roles: [role],
    sellerIds,
    sessionId: claim.sessionId,
  } as const;
  return { actor, credential: { kind: 'SESSION', id: claim.sessionId }, expiresAt: claim.expiresAt };
}
