import type { AccountMailDependencies } from '../../core/identity/account-mail.js';
import type { IdentityDependencies } from '../../core/identity/open-session.js';
import type {
  ExternalIdentities,
  ExternalLogouts,
  IssuerSignIn,
  LogoutTokens,
} from '../../core/identity/external-ports.js';
import type { Authenticator, ServiceKeys } from '../../core/identity/ports.js';

/** What belongs to the outside issuer. */
export type ExternalServices = Readonly<{
  externalIdentities: ExternalIdentities;
  externalLogouts: ExternalLogouts;
  /** Null without an issuer. */
  logoutTokens: LogoutTokens | null;
  /** Null unless the web app is a client of the issuer. */
  issuerSignIn: IssuerSignIn | null;
}>;

/** What the edges need to know who asks. */
export type IdentityServices = IdentityDependencies &
  ServiceKeys &
  AccountMailDependencies &
  ExternalServices &
  Readonly<{
    authenticator: Authenticator;
    /** The key set of our access tokens, as a JWKS lists them. */
    publicKeys: () => Promise<readonly object[]>;
  }>;
