import type { AccountMailDependencies } from '../../core/identity/account-mail.js';
import type { IdentityDependencies } from '../../core/identity/open-session.js';
import type { ExternalIdentities } from '../../core/identity/external-ports.js';
import type { Authenticator, ServiceKeys } from '../../core/identity/ports.js';

/** What the edges need to know who asks. */
export type IdentityServices = IdentityDependencies &
  ServiceKeys &
  AccountMailDependencies &
  Readonly<{
    authenticator: Authenticator;
    externalIdentities: ExternalIdentities;
    /** The key set of our access tokens, as a JWKS lists them. */
    publicKeys: () => Promise<readonly object[]>;
  }>;
