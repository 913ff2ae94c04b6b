import { GraphQLError } from 'graphql';

import type { Authenticated, Authenticator } from '../../core/identity/ports.js';
import { bearerOf } from '../identity/bearer.js';

/**
 * Who asks, from the Authorization header of a request or the `authorization` field of a socket's connection_init; throws
 * when the credential is not good.
 */
export async function authenticate(
  authenticator: Authenticator,
  authorization: unknown,
): Promise<Authenticated> {
  const known = await bearerOf(authenticator, authorization);
  if (known === null) throw unauthenticated();
  return known;
}

/** The refusal of a bad credential; over HTTP it has status 401. */
function unauthenticated(): GraphQLError {
  return new GraphQLError('Your sign-in has ended or cannot be checked. Sign in again.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}
