import type { Actor } from '../../core/identity/actor.js';
import type { Role } from '../../core/identity/account.js';
import type { Requester } from '../../core/identity/requester.js';
import { newId, type SellerId } from '../../core/shared/ids.js';

/** A signed-in account with one role, and the sellers it is a member of. */
export function account(role: Role, sellerIds: readonly SellerId[] = []): Actor {
  return { kind: 'ACCOUNT', accountId: newId('acc'), roles: [role], sellerIds, sessionId: 'session' };
}

export function requestOf(actor: Actor): Requester {
  return { actor, correlationId: 'request' };
}
