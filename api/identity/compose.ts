import { createAccessTokens } from '../../adapters/crypto/access-tokens.js';
import { createApiKeySecrets } from '../../adapters/crypto/api-key-secrets.js';
import { createMailedTokenSecrets } from '../../adapters/crypto/mailed-tokens.js';
import { createPasswords } from '../../adapters/crypto/passwords.js';
import { createRefreshTokens } from '../../adapters/crypto/refresh-tokens.js';
import { createSigningKeys } from '../../adapters/crypto/signing-keys.js';
import { createExternalTokens } from '../../adapters/oidc/external-tokens.js';
import { createIssuerSignIn } from '../../adapters/oidc/issuer-sign-in.js';
import { createLogoutTokens } from '../../adapters/oidc/logout-tokens.js';
import { openIssuer } from '../../adapters/oidc/open-issuer.js';
import type { Stores } from '../../adapters/postgres/open-stores.js';
import { type Config, publicUrlOf } from '../../config/config.js';
import { credentialAuthenticator } from '../../core/identity/authenticate-credential.js';
import { externalAuthenticator } from '../../core/identity/authenticate-external.js';
import type { ExternalAuthenticator } from '../../core/identity/external-ports.js';
import { externalRules } from '../../core/identity/external-token.js';
import type { Authenticator } from '../../core/identity/ports.js';
import type { Logger } from '../../core/shared/logger.js';
import type { IdentityPorts, Issuer } from './identity-use-cases.js';

export type ComposedIdentity = Readonly<{
  /** What accounts, sessions and keys need besides the stores of the payment path. */
  ports: Omit<IdentityPorts, 'wakeUp'>;
  authenticator: Authenticator;
  publicKeys: () => Promise<readonly object[]>;
}>;

/** Composes accounts, sessions and their tokens. */
export function composeIdentity(config: Config, parts: Parts): ComposedIdentity {
  const { stores, logger } = parts;
  const secret = config.SESSION_SECRET;
  const keys = createSigningKeys({ store: stores.signingKeys, secret });
  const accessTokens = createAccessTokens({ keys, issuer: publicUrlOf(config) });
  const { external, ...issuer } = composeExternal(config, parts);
  const ports = {
    ...{ ...stores, ...issuer, accessTokens, logger },
    apiKeySecrets: createApiKeySecrets(),
    passwords: createPasswords(),
    refreshTokens: createRefreshTokens(secret),
    mailedTokenSecrets: createMailedTokenSecrets(secret),
  };
  return {
    ports,
    authenticator: credentialAuthenticator({ ...ports, external }),
    publicKeys: keys.publicKeys,
  };
}

type Parts = Readonly<{ stores: Stores; logger: Logger }>;

/** Composes the external issuer. Without one, its tables exist and no external token is accepted. */
function composeExternal(
  config: Config,
  { stores: { externalIdentities }, logger }: Parts,
): Issuer & Readonly<{ external: ExternalAuthenticator | null }> {
  const issuer = config.OIDC_ISSUER;
  if (issuer === undefined) return { logoutTokens: null, issuerSignIn: null, external: null };
  const opened = openIssuer({ issuer, jwksUri: config.OIDC_JWKS_URI ?? null, logger });
  const { keys } = opened;
  const rules = externalRules({
    roleClaim: config.OIDC_ROLE_CLAIM,
    rolePairs: config.OIDC_ROLE_MAP,
    serviceClients: config.OIDC_SERVICE_CLIENTS,
  });
  const { OIDC_AUDIENCE: audience, OIDC_NAME: displayName } = config;
  const externalTokens = createExternalTokens({ issuer, audience, keys, rules });
  const clientId = config.OIDC_CLIENT_ID;
  const audiences = clientId === undefined ? [audience] : [audience, clientId];
  const logoutTokens = createLogoutTokens({ issuer, audiences, keys });
  return {
    logoutTokens,
    issuerSignIn:
      clientId === undefined
        ? null
        : createIssuerSignIn({ issuer: opened, displayName, clientId, externalTokens, logger }),
    external: externalAuthenticator({ externalTokens, externalIdentities }),
  };
}
