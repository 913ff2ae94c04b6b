import { decodeJwt, jwtVerify, type JWTHeaderParameters, type JWTPayload, type JWTVerifyOptions } from 'jose';

import type { IssuerKeys } from './issuer-keys.js';

/** Signatures by a private key only: with a symmetric one, or none, anybody who knows the public key could sign. */
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
/** Clocks of two houses differ. */
const CLOCK_TOLERANCE_SECONDS = 5;

export type VerifiedJwt = Readonly<{ typ: string | null; payload: JWTPayload }>;

/** A JWT that the issuer signed with a key it publishes now and that is good at this moment; null for any other. */
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
        if (header.kid === undefined) throw new Error('a token without kid names no key');
        const key = await keys.find(header);
        if (key === null) throw new Error('no such key');
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

/** Who a token says it is from, before anything is checked; null when it is no JWT. */
export function claimedIssuer(token: string): string | null {
  try {
    return decodeJwt(token).iss ?? null;
  } catch {
    return null;
  }
}
