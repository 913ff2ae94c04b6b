import { assertNever } from '../shared/assert-never.js';
import type { Requester } from './requester.js';
import type { Cause } from '../shared/cause.js';

/**
 * The cause of a change requested by an actor. `role` is the account's role in this command: an administrator may also
 * shop.
 */
export function causeOf(
  { actor, correlationId }: Requester,
  role: 'shopper' | 'seller' | 'operator',
  cause: string,
): Cause {
  switch (actor.kind) {
    case 'ANONYMOUS':
      return { actor: 'guest', actorId: null, cause, correlationId };
    case 'ACCOUNT':
      return { actor: role, actorId: actor.accountId, cause, correlationId };
    case 'SERVICE':
      return { actor: 'service', actorId: actor.keyId, cause, correlationId };
    default:
      return assertNever(actor);
  }
}
