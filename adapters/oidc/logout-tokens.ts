import { z } from 'zod';

import type { LogoutTokens } from '../../core/identity/external-ports.js';
import type { IssuerKeys } from './issuer-keys.js';
import { verifyJwt } from './verify-jwt.js';

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** The issuer sends a logout at once; an older token may be a replay. */
const LOGOUT_TOKEN_SECONDS = 5 * 60;

const name = z.string().min(1).max(255);
const claims = z
  .object({
    jti: name,
    iat: z.number(),
    sub: name.optional(),
    sid: name.optional(),
    events: z.looseObject({ [LOGOUT_EVENT]: z.looseObject({}) }),
    // The specification forbids it, so that an ID token cannot pass as a logout token.
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

/** Logout tokens whose audience is ours: the web app's client or the API. */
export function createLogoutTokens({
  issuer,
  audiences,
  keys,
}: {
  issuer: string;
  audiences: readonly string[];
  keys: IssuerKeys;
}): LogoutTokens {
  const expected = {
    issuer,
    audience: [...audiences],
    requiredClaims: ['iat', 'jti', 'events'],
    maxTokenAge: LOGOUT_TOKEN_SECONDS,
  };
  return {
    async read(token) {
      const verified = await verifyJwt(token, keys, expected);
      if (verified === null || !['logout+jwt', 'jwt', null].includes(verified.typ)) return null;
      const parsed = claims.safeParse(verified.payload);
      if (!parsed.success) return null;
      const { jti: tokenId, iat, sub, sid } = parsed.data;
      return { issuer, tokenId, subject: sub ?? null, sid: sid ?? null, issuedAt: new Date(iat * 1000) };
    },
  };
}
