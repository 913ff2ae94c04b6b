import type { Authenticated, Authenticator } from '../../core/identity/ports.js';
import { ANONYMOUS } from '../../core/identity/actor.js';

const BEARER = /^Bearer ([\w.~+/=-]{8,8000})$/i;
const NOBODY: Authenticated = { actor: ANONYMOUS, credential: null, expiresAt: null };

/**
 * Who asks, from an Authorization header or what stands for it. Without one it is ANONYMOUS; null when there is one and it is
 * not good: it is never taken for none, so that nobody acts as a guest by mistake.
 */
export async function bearerOf(
  authenticator: Authenticator,
  authorization: unknown,
): Promise<Authenticated | null> {
  if (authorization === undefined || authorization === null || authorization === '') return NOBODY;
  const credential = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
  return credential === undefined ? null : authenticator.authenticate(credential);
}
