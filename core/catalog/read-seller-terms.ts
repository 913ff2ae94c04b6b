import type { Actor } from '../identity/actor.js';
import { actsForSeller, may } from '../identity/policy.js';
import { parseId } from '../shared/ids.js';
import type { TermsEdits } from './ports.js';
import type { SellerTerms } from './seller-terms.js';

/** A seller's terms by currency, for its members and for finance; null for everyone else. */
export async function readSellerTerms(
  { terms }: { terms: TermsEdits },
  { actor, sellerId: text }: { actor: Actor; sellerId: string },
): Promise<readonly SellerTerms[] | null> {
  const sellerId = parseId('sel', text);
  if (sellerId === null || !(actsForSeller(actor, sellerId) || may(actor, 'commissions.manage'))) return null;
  return terms.list(sellerId);
}
