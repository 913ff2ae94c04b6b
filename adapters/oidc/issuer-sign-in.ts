import { z } from 'zod';

import type { ExternalTokens, IssuerSignIn } from '../../core/identity/external-ports.js';
import type { Logger } from '../../core/shared/logger.js';
import { askIssuer } from './fetch-json.js';
import type { Issuer } from './open-issuer.js';
import { verifyJwt } from './verify-jwt.js';

const SCOPE = 'openid email profile';
/** Returned while the issuer is unavailable; the person retries by pressing the button again. */
const RETRY_AFTER_MS = 5_000;

const tokens = z.object({ access_token: z.string(), id_token: z.string() });
const signInOfIdToken = z.object({ sub: z.string(), sid: z.string().min(1).max(255).optional() });
const FAILED = { code: 'ISSUER_SIGN_IN_FAILED' } as const;
const UNAVAILABLE = { code: 'ISSUER_UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS } as const;

/** Sign-in with the authorization code flow and PKCE, as a public client: the code verifier replaces a secret. */
export function createIssuerSignIn({
  issuer,
  displayName,
  clientId,
  externalTokens,
  logger,
}: {
  issuer: Issuer;
  displayName: string;
  clientId: string;
  externalTokens: ExternalTokens;
  logger: Logger;
}): IssuerSignIn {
  return {
    async entrance() {
      const metadata = await issuer.metadata().catch(() => null);
      if (metadata === null) return null;
      return {
        name: displayName,
        clientId,
        scope: SCOPE,
        authorizationEndpoint: metadata.authorization_endpoint,
      };
    },
    async redeem({ code, codeVerifier, redirectUri }) {
      try {
        const grant = { grant_type: 'authorization_code', client_id: clientId, code };
        const proof = { code_verifier: codeVerifier, redirect_uri: redirectUri };
        const { token_endpoint } = await issuer.metadata();
        const response = await askIssuer(token_endpoint, new URLSearchParams({ ...grant, ...proof }));
        if (response.status >= 500) return UNAVAILABLE;
        const given = tokens.safeParse(response.ok ? await response.json() : null);
        if (!given.success) return FAILED;
        const token = await externalTokens.read(given.data.access_token);
        const expected = { issuer: issuer.name, audience: clientId, requiredClaims: ['sub', 'iat', 'exp'] };
        const verified = await verifyJwt(given.data.id_token, issuer.keys, expected);
        const signIn = signInOfIdToken.safeParse(verified?.payload);
        if (token?.kind !== 'PERSON' || !signIn.success) return FAILED;
        if (signIn.data.sub !== token.subject.subject) return FAILED;
        return { ...token, subject: { ...token.subject, sid: signIn.data.sid ?? token.subject.sid } };
      } catch (error) {
        logger.warn({ event: 'oidc.issuer_unavailable', reason: String(error) });
        return UNAVAILABLE;
      }
    },
  };
}
