import { createExternalTokens } from '../../adapters/oidc/external-tokens.js';
import { createIssuerSignIn } from '../../adapters/oidc/issuer-sign-in.js';
import { createLogoutTokens } from '../../adapters/oidc/logout-tokens.js';
import { openIssuer } from '../../adapters/oidc/open-issuer.js';
import type { Database } from '../../adapters/postgres/database/database.js';
import { createExternalIdentityStore } from '../../adapters/postgres/identity/external-identity-store.js';
import { createExternalLogoutStore } from '../../adapters/postgres/identity/external-logout-store.js';
import type { Config } from '../../config/config.js';
import { externalAuthenticator } from '../../core/identity/authenticate-external.js';
import type { ExternalAuthenticator } from '../../core/identity/external-ports.js';
import { externalRules } from '../../core/identity/external-token.js';
import type { Logger } from '../../core/shared/logger.js';
import type { ExternalServices } from './identity-services.js';

/** What belongs to the outside issuer: without one its tables are there and nobody is let in by it. */
export function composeExternal(
  config: Config,
  { pool, logger }: { pool: Database['pool']; logger: Logger },
): Readonly<{ services: ExternalServices; external: ExternalAuthenticator | null }> {
  const externalIdentities = createExternalIdentityStore(pool);
  const externalLogouts = createExternalLogoutStore();
  const issuer = config.OIDC_ISSUER;
  if (issuer === undefined) {
    const services = { externalIdentities, externalLogouts, logoutTokens: null, issuerSignIn: null };
    return { services, external: null };
  }
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
    services: {
      externalIdentities,
      externalLogouts,
      logoutTokens,
      issuerSignIn:
        clientId === undefined
          ? null
          : createIssuerSignIn({ issuer: opened, displayName, clientId, externalTokens, logger }),
    },
    external: externalAuthenticator({ externalTokens, externalIdentities }),
  };
}
