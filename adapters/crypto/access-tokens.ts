import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

import type { AccessTokens, TokenUse } from '../../core/identity/ports.js';
import { parseId } from '../../core/shared/ids.js';
import { SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.js';

/** Audience of every token; internal services that verify tokens against the JWKS check it too. */
const AUDIENCE = 'splitcart';

/** `typ` keeps a token issued for one use from being accepted for another; lifetimes in seconds. */
const uses = {
  /** Short, because services that verify it against the JWKS alone notice a sign-out only when it expires. */
  ACCESS: { typ: 'at+jwt', lifetime: 5 * 60 },
  /** One shift; a browser left signed in is signed out by the next morning. */
  OPS_PAGES: { typ: 'ops+jwt', lifetime: 8 * 60 * 60 },
} as const satisfies Record<TokenUse, { typ: string; lifetime: number }>;

const claims = z.object({ sid: z.string(), exp: z.number() });

/** Access tokens as EdDSA-signed JWTs (RFC 9068 names). */
export function createAccessTokens({ keys, issuer }: { keys: SigningKeys; issuer: string }): AccessTokens {
  return {
    async issue({ id, role }, sessionId, use) {
      const { typ, lifetime } = uses[use];
      const { kid, key } = await keys.current();
      const expiresAt = new Date((Math.floor(Date.now() / 1000) + lifetime) * 1000);
      const token = await new SignJWT({ sid: sessionId, roles: [role] })
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid, typ })
        .setSubject(id)
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt };
    },
    async read(token, use) {
      const kid = kidOf(token);
      const key = kid === null ? null : await keys.find(kid);
      if (key === null) return null;
      const { typ } = uses[use];
      const algorithms = [SIGNING_ALGORITHM];
      const options = { algorithms, issuer, audience: AUDIENCE, typ };
      const verified = await jwtVerify(token, key, options).catch(() => null);
      const parsed = claims.safeParse(verified?.payload);
      const sessionId = parsed.success ? parseId('ses', parsed.data.sid) : null;
      if (!parsed.success || sessionId === null) return null;
      return { sessionId, expiresAt: new Date(parsed.data.exp * 1000) };
    },
  };
}

/** The `kid` of a token signed with our algorithm; null for anything else. */
function kidOf(token: string): string | null {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    return alg === SIGNING_ALGORITHM ? (kid ?? null) : null;
  } catch {
    return null;
  }
}
