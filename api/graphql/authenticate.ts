import { GraphQLError } from 'graphql';

import type { Authenticated, Authenticator } from '../../core/identity/ports.js';
import { bearerOf } from '../identity/bearer.js';

/**
 * The caller, from the Authorization header of a request or the `authorization` field of a socket's connection_init. Throws
 * UNAUTHENTICATED when the credential is invalid.
 */
export async function authenticate(
  authenticator: Authenticator,
  authorization: unknown,
): Promise<Authenticated> {
  const known = await bearerOf(authenticator, authorization);
  if (known === null) throw unauthenticated();
  return known;
}

/** Sent with status 401 over HTTP. */
function unauthenticated(): GraphQLError {
  return new GraphQLError('Your session has ended or could not be verified. Sign in again.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}
