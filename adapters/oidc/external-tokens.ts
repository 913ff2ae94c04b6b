import type { ExternalTokens } from '../../core/identity/external-ports.js';
import { readExternalClaims, type ExternalRules } from '../../core/identity/external-token.js';
import type { IssuerKeys } from './issuer-keys.js';
import { claimedIssuer, verifyJwt, type VerifiedJwt } from './verify-jwt.js';

/** Access tokens of the issuer: RFC 9068, or Keycloak's, which are marked by a claim instead of the header. */
export function createExternalTokens({
  issuer,
  audience,
  keys,
  rules,
}: {
  issuer: string;
  audience: string;
  keys: IssuerKeys;
  rules: ExternalRules;
}): ExternalTokens {
  const requiredClaims = ['sub', 'iat', 'exp'];
  return {
    isOne: (credential) => claimedIssuer(credential) === issuer,
    async read(token) {
      const verified = await verifyJwt(token, keys, { issuer, audience, requiredClaims });
      if (verified === null || !isAccessToken(verified)) return null;
      return readExternalClaims(verified.payload, rules);
    },
  };
}

/** ID tokens and logout tokens are signed with the same key and must not grant access. */
function isAccessToken({ typ, payload }: VerifiedJwt): boolean {
  if (typ === 'at+jwt') return true;
  return (typ === 'jwt' || typ === null) && payload['typ'] === 'Bearer';
}
