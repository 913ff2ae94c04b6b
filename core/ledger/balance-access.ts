import type { Actor } from '../identity/actor.js';
import { actsForSeller, may } from '../identity/policy.js';

/**
 * Whether the actor may see this seller's balance: a member of the seller, finance, or a service with the scope
 * balances:read.
 */
export function maySeeBalance(actor: Actor, sellerId: string): boolean {
  return actsForSeller(actor, sellerId) || may(actor, 'balances.read');
}
