import { z } from 'zod';

import type { ShippingTerms } from './shipping.js';
import type { Actor } from '../identity/actor.js';
import { actsForSeller } from '../identity/policy.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId, parseId } from '../shared/ids.js';
import type { SellerNotFound } from './create-item.js';
import type { TermsEdits } from './ports.js';
import type { TermsChanged } from './seller-terms.js';
import { amountIn, termsHead } from './seller-terms.js';

/** Either a flat price or one per weight class; amounts are decimal text in units of the currency. */
export type SetShippingTermsInput = Readonly<{
  sellerId: string;
  currency: string;
  /** The version that was read; 0 if there were no terms in this currency. */
  version: number;
  flat: string | null;
  byWeightClass: Readonly<{ letter: string; parcel: string; bulky: string }> | null;
  /** Goods value from which shipping is free; null: never. */
  freeFrom: string | null;
}>;

export type SetShippingTermsError = SellerNotFound | InvalidInput | TermsChanged;

/**
 * Sets a seller's shipping prices. Open carts must be agreed to again (QUOTE_CHANGED); orders keep the terms they were
 * placed with.
 *
 * Errors in order of precedence: SELLER_NOT_FOUND (also for another seller), INVALID_INPUT, TERMS_CHANGED.
 */
export async function setShippingTerms(
  { terms }: { terms: TermsEdits },
  { actor, ...input }: SetShippingTermsInput & { actor: Actor },
): Promise<Readonly<{ currency: string; shipping: ShippingTerms }> | SetShippingTermsError> {
  const sellerId = parseId('sel', input.sellerId);
  if (sellerId === null || actor.kind !== 'ACCOUNT' || !actsForSeller(actor, sellerId))
    return { code: 'SELLER_NOT_FOUND' };
  const head = termsHead.safeParse(input);
  if (!head.success) return invalidInput(head.error.issues);
  const { currency, version } = head.data;
  const { flat, byWeightClass, freeFrom } = input;
  if ((flat === null) === (byWeightClass === null))
    return { code: 'INVALID_INPUT', field: 'flat', reason: 'or byWeightClass must be given, but not both' };
  const classes = byWeightClass ?? { letter: flat, parcel: flat, bulky: flat };
  const amount = amountIn(currency);
  const above = amount.refine((minor) => minor > 0n, 'must be above zero');
  const parsed = z
    .object({ letter: amount, parcel: amount, bulky: amount, freeFrom: above.nullable() })
    .safeParse({ ...classes, freeFrom });
  if (!parsed.success) return invalidInput(namedBy(parsed.error.issues, flat === null));
  const { letter, parcel, bulky } = parsed.data;
  const wanted = {
    pricesMinor: { LETTER: letter, PARCEL: parcel, BULKY: bulky },
    freeFromMinor: parsed.data.freeFrom,
  };
  const edit = { id: newId('ted'), accountId: actor.accountId, sellerId, currency, version };
  const saved = await terms.setShipping(edit, wanted);
  if (saved !== null) return { currency, shipping: { ...wanted, version: saved } };
  return { code: 'TERMS_CHANGED', currentVersion: await terms.versionOf('SHIPPING', sellerId, currency) };
}

type Issue = Readonly<{ path: readonly PropertyKey[]; message: string }>;

/** Maps the paths to the caller's field names. */
function namedBy(issues: readonly Issue[], isByClass: boolean): readonly Issue[] {
  return issues.map(({ path, message }) => {
    if (path[0] === 'freeFrom') return { path, message };
    return { path: isByClass ? ['byWeightClass', ...path] : ['flat'], message };
  });
}
