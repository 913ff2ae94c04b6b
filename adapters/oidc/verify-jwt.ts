import { decodeJwt, jwtVerify, type JWTHeaderParameters, type JWTPayload, type JWTVerifyOptions } from 'jose';

import type { IssuerKeys } from './issuer-keys.js';

/** Asymmetric signatures only: with a symmetric algorithm, or none, anybody who knows the public key could sign. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** The issuer's clock and ours differ. */
const CLOCK_TOLERANCE_SECONDS = 5;

export type VerifiedJwt = Readonly<{ typ: string | null; payload: JWTPayload }>;

/** Verifies a JWT against the issuer's current keys, its claims and its lifetime; null when it is invalid. */
export async function verifyJwt(
  token: string,
  keys: IssuerKeys,
  expected: Required<Pick<JWTVerifyOptions, 'issuer' | 'audience' | 'requiredClaims'>> &
    Pick<JWTVerifyOptions, 'maxTokenAge'>,
): Promise<VerifiedJwt | null> {
  const options = { ...expected, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_SECONDS };
  try {
    const { payload, protectedHeader } = await jwtVerify(
      token,
      async (header: JWTHeaderParameters) => {
        if (header.kid === undefined) throw new Error('the token has no kid');
        const key = await keys.find(header);
        if (key === null) throw new Error('unknown key');
        return key;
      },
      options,
    );
    const { typ } = protectedHeader;
    return { payload, typ: typ === undefined ? null : typ.toLowerCase().replace(/^application\//, '') };
  } catch {
    return null;
  }
}

/** The issuer that a token claims, unverified; null when it is not a JWT. */
export function claimedIssuer(token: string): string | null {
  try {
    return decodeJwt(token).iss ?? null;
  } catch {
    return null;
  }
}
