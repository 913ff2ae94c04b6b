import { GraphQLError } from 'graphql';

import { ANONYMOUS } from '../../core/identity/actor.js';
import type { Authenticated, Authenticator } from '../../core/identity/ports.js';

const BEARER = /^Bearer ([\w.~+/=-]{8,8000})$/i;
const NOBODY: Authenticated = { actor: ANONYMOUS, credential: null, expiresAt: null };

/**
 * Who asks, from the Authorization header of a request or the `authorization` field of a socket's connection_init. Without
 * one it is ANONYMOUS; one that is not good is refused and never taken for none, so that nobody acts as a guest by mistake.
 */
export async function authenticate(
  authenticator: Authenticator,
  authorization: unknown,
): Promise<Authenticated> {
  if (authorization === undefined || authorization === null || authorization === '') return NOBODY;
  const credential = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
  const known = credential === undefined ? null : await authenticator.authenticate(credential);
  if (known === null) throw unauthenticated();
  return known;
}

/** The refusal of a bad credential; over HTTP it has status 401. */
function unauthenticated(): GraphQLError {
  return new GraphQLError('Your sign-in has ended or cannot be checked. Sign in again.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}
