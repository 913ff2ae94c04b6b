import { bound } from '../../core/composition/bound.js';
import type { AccountMailDependencies } from '../../core/identity/account-mail.js';
import { actorNow } from '../../core/identity/actor-now.js';
import { endedCredentials } from '../../core/identity/authenticate-credential.js';
import { changePassword } from '../../core/identity/change-password.js';
import { createApiKey } from '../../core/identity/create-api-key.js';
import { endExternalSessions } from '../../core/identity/end-external-sessions.js';
import type {
  ExternalIdentities,
  ExternalLogouts,
  IssuerEntrance,
  IssuerSignIn,
  LogoutTokens,
} from '../../core/identity/external-ports.js';
import type { IdentityDependencies } from '../../core/identity/open-session.js';
import type { ServiceKeys } from '../../core/identity/ports.js';
import { refreshSession } from '../../core/identity/refresh-session.js';
import { register } from '../../core/identity/register.js';
import { requestEmailVerification } from '../../core/identity/request-email-verification.js';
import { requestPasswordReset } from '../../core/identity/request-password-reset.js';
import { resetPassword } from '../../core/identity/reset-password.js';
import { revokeApiKey } from '../../core/identity/revoke-api-key.js';
import { signIn } from '../../core/identity/sign-in.js';
import { signInWithIssuer } from '../../core/identity/sign-in-with-issuer.js';
import { signOut, signOutEverywhere } from '../../core/identity/sign-out.js';
import { verifyEmail } from '../../core/identity/verify-email.js';
import type { Logger } from '../../core/shared/logger.js';

/** The external issuer, if configured. */
export type Issuer = Readonly<{
  /** Null without an issuer. */
  logoutTokens: LogoutTokens | null;
  /** Null unless the web app is a client of the issuer. */
  issuerSignIn: IssuerSignIn | null;
}>;

export type IdentityPorts = IdentityDependencies &
  ServiceKeys &
  AccountMailDependencies &
  Issuer &
  Readonly<{ externalIdentities: ExternalIdentities; externalLogouts: ExternalLogouts; logger: Logger }>;

export type IdentityUseCases = ReturnType<typeof bindIdentity>;

/** Accounts, sessions and keys. */
export function bindIdentity(ports: IdentityPorts) {
  const { issuerSignIn, logoutTokens } = ports;
  return {
    register: bound(register, ports),
    signIn: bound(signIn, ports),
    refreshSession: bound(refreshSession, ports),
    signOut: bound(signOut, ports),
    signOutEverywhere: bound(signOutEverywhere, ports),
    changePassword: bound(changePassword, ports),
    verifyEmail: bound(verifyEmail, ports),
    requestEmailVerification: bound(requestEmailVerification, ports),
    requestPasswordReset: bound(requestPasswordReset, ports),
    resetPassword: bound(resetPassword, ports),
    createApiKey: bound(createApiKey, ports),
    revokeApiKey: bound(revokeApiKey, ports),
    /** Null when no issuer sign-in is configured or the issuer is unreachable. */
    issuerEntrance: async (): Promise<IssuerEntrance | null> => (await issuerSignIn?.entrance()) ?? null,
    signInWithIssuer: bound(signInWithIssuer, ports),
    /** Null without an issuer. */
    endExternalSessions:
      logoutTokens === null ? null : bound(endExternalSessions, { ...ports, logoutTokens }),
    actorNow: bound(actorNow, ports),
    endedCredentials: bound(endedCredentials, ports),
  };
}
