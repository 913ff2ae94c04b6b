import { sessionAuthenticator } from './authenticate-session.js';
import type { AccessTokens, Authenticated, Authenticator, ServiceKeys, Sessions } from './ports.js';

type CredentialDependencies = ServiceKeys & Readonly<{ accessTokens: AccessTokens; sessions: Sessions }>;

/** Whose credential it is: a service's key, told by its form, or the access token of a session. */
export function credentialAuthenticator(dependencies: CredentialDependencies): Authenticator {
  const { apiKeys, apiKeySecrets } = dependencies;
  const ofSession = sessionAuthenticator(dependencies);
  return {
    async authenticate(credential): Promise<Authenticated | null> {
      if (!apiKeySecrets.isOne(credential)) return ofSession.authenticate(credential);
      const used = await apiKeys.use(apiKeySecrets.hash(credential));
      if (used === null) return null;
      return { actor: { kind: 'SERVICE', keyId: used.id, scopes: used.scopes }, expiresAt: null };
    },
  };
}

/** Those of the sessions and keys, named by their ids, that are over. */
export async function endedCredentials(
  { sessions, apiKeys }: Pick<CredentialDependencies, 'sessions' | 'apiKeys'>,
  ids: readonly string[],
): Promise<readonly string[]> {
  const keyIds = ids.filter((id) => id.startsWith('key_'));
  const sessionIds = ids.filter((id) => !id.startsWith('key_'));
  const ended = await Promise.all([
    keyIds.length === 0 ? [] : apiKeys.revokedAmong(keyIds),
    sessionIds.length === 0 ? [] : sessions.endedAmong(sessionIds),
  ]);
  return ended.flat();
}
