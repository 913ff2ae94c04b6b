import type { Authenticated, Authenticator } from '../../core/identity/ports.js';
import { ANONYMOUS } from '../../core/identity/actor.js';

const BEARER = /^Bearer ([\w.~+/=-]{8,8000})$/i;
const GUEST: Authenticated = { actor: ANONYMOUS, credential: null, expiresAt: null };

/**
 * The caller, from an Authorization header or its equivalent. ANONYMOUS without a credential; null when the credential is
 * invalid: it never falls back to ANONYMOUS, so that nobody acts as a guest by mistake.
 */
export async function bearerOf(
  authenticator: Authenticator,
  authorization: unknown,
): Promise<Authenticated | null> {
  if (authorization === undefined || authorization === null || authorization === '') return GUEST;
  const credential = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
  return credential === undefined ? null : authenticator.authenticate(credential);
}
