import { assertNever } from '../shared/assert-never.js';
import { sessionAuthenticator } from './authenticate-session.js';
import type { ExternalAuthenticator, ExternalIdentities } from './external-ports.js';
import type {
  AccessTokens,
  Authenticated,
  Authenticator,
  Credential,
  ServiceKeys,
  Sessions,
} from './ports.js';

type CredentialDependencies = ServiceKeys & Readonly<{ accessTokens: AccessTokens; sessions: Sessions }>;

/** Authenticates a service key, a token of the external issuer or a session token, told apart by their format. */
export function credentialAuthenticator(
  dependencies: CredentialDependencies & Readonly<{ external: ExternalAuthenticator | null }>,
): Authenticator {
  const { apiKeys, apiKeySecrets, external } = dependencies;
  const ofSession = sessionAuthenticator(dependencies);
  return {
    async authenticate(credential): Promise<Authenticated | null> {
      if (external?.isOne(credential) === true) return external.authenticate(credential);
      if (!apiKeySecrets.isOne(credential)) return ofSession.authenticate(credential);
      const used = await apiKeys.use(apiKeySecrets.hash(credential));
      if (used === null) return null;
      const { id, scopes } = used;
      return {
        actor: { kind: 'SERVICE', keyId: id, scopes },
        credential: { kind: 'KEY', id },
        expiresAt: null,
      };
    },
  };
}

/** The stores that know which credentials have ended. */
export type EndedCredentials = Readonly<{
  sessions: Pick<Sessions, 'endedAmong'>;
  apiKeys: Pick<ServiceKeys['apiKeys'], 'revokedAmong'>;
  externalIdentities: Pick<ExternalIdentities, 'loggedOutAmong'>;
}>;

/**
 * Returns the sessions, keys and issuer sign-ins among the credentials that have ended; one statement per kind present.
 */
export async function endedCredentials(
  { sessions, apiKeys, externalIdentities }: EndedCredentials,
  credentials: readonly Credential[],
): Promise<readonly Credential[]> {
  const sessionIds = credentials.flatMap((one) => (one.kind === 'SESSION' ? one.id : []));
  const keyIds = credentials.flatMap((one) => (one.kind === 'KEY' ? one.id : []));
  const subjects = credentials.flatMap((one) => (one.kind === 'EXTERNAL' ? one.subject : []));
  const ended = new Set<unknown>(
    (
      await Promise.all([
        sessionIds.length === 0 ? [] : sessions.endedAmong(sessionIds),
        keyIds.length === 0 ? [] : apiKeys.revokedAmong(keyIds),
        subjects.length === 0 ? [] : externalIdentities.loggedOutAmong(subjects),
      ])
    ).flat(),
  );
  return credentials.filter((credential) => ended.has(nameOf(credential)));
}

/** How the stores identify a credential. */
function nameOf(credential: Credential): unknown {
  switch (credential.kind) {
    case 'SESSION':
    case 'KEY':
      return credential.id;
    case 'EXTERNAL':
      return credential.subject;
    default:
      return assertNever(credential);
  }
}
