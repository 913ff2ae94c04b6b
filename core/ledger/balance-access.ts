import type { Actor } from '../identity/actor.js';
import { actsForSeller, may } from '../identity/policy.js';

/** Whether the actor may see what the platform owes this seller: a member of theirs, finance, or a service of theirs. */
export function maySeeBalance(actor: Actor, sellerId: string): boolean {
  return actsForSeller(actor, sellerId) || may(actor, 'balances.read');
}
