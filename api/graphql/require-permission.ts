import { GraphQLError } from 'graphql';

import type { Actor } from '../../core/identity/actor.js';
import { denialOf, type Permission } from '../../core/identity/policy.js';

/** For queries, whose result type has no errors: throws SIGN_IN_REQUIRED or NOT_PERMITTED as a GraphQL error. */
export function requirePermission(actor: Actor, permission: Permission): void {
  const denial = denialOf(actor, permission);
  if (denial === null) return;
  const message =
    denial.code === 'SIGN_IN_REQUIRED' ? 'Sign in first.' : 'You do not have permission to do this.';
  throw new GraphQLError(message, { extensions: { code: denial.code } });
}
