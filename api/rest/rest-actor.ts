import type { Request } from 'express';
import { GraphQLError } from 'graphql';

import type { Actor } from '../../core/identity/actor.js';
import type { Authenticator } from '../../core/identity/ports.js';
import { authenticate } from '../graphql/authenticate.js';

/** Who makes a REST request; null for a credential that is not good. */
export async function restActor(authenticator: Authenticator, request: Request): Promise<Actor | null> {
  try {
    return (await authenticate(authenticator, request.get('authorization'))).actor;
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
