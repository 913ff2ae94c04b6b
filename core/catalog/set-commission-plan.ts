import { z } from 'zod';

import type { Actor } from '../identity/actor.js';
import { denialOf, type Denial } from '../identity/policy.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId, parseId } from '../shared/ids.js';
import { WHOLE_BPS } from '../shared/allocation.js';
import type { CommissionPlan } from './commission.js';
import { refundPolicies, taxRemitters } from './commission.js';
import type { SellerNotFound } from './create-item.js';
import type { Sellers, TermsEdits } from './ports.js';
import type { TermsChanged } from './seller-terms.js';
import { amountIn, termsHead } from './seller-terms.js';

/** Amounts are decimal text in units of the currency. */
export type SetCommissionPlanInput = Readonly<{
  sellerId: string;
  currency: string;
  /** The version that was read; 0 if there was no plan in this currency. */
  version: number;
  bps: number;
  fixed: string;
  min: string;
  max: string | null;
  refundPolicy: CommissionPlan['refundPolicy'];
  taxRemittedBy: CommissionPlan['taxRemittedBy'];
}>;

export type SetCommissionPlanError = Denial | SellerNotFound | InvalidInput | TermsChanged;

/**
 * Sets the platform's commission on a seller's future sales; existing orders keep their plan. Finance decides it, not
 * the seller.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, NOT_PERMITTED, SELLER_NOT_FOUND, INVALID_INPUT, TERMS_CHANGED.
 */
export async function setCommissionPlan(
  { terms, sellers }: { terms: TermsEdits; sellers: Sellers },
  { actor, ...input }: SetCommissionPlanInput & { actor: Actor },
): Promise<Readonly<{ currency: string; commission: CommissionPlan }> | SetCommissionPlanError> {
  const denial = denialOf(actor, 'commissions.manage');
  if (denial !== null) return denial;
  if (actor.kind !== 'ACCOUNT') return { code: 'SIGN_IN_REQUIRED' };
  const sellerId = parseId('sel', input.sellerId);
  const [seller] = sellerId === null ? [] : await sellers.findMany([sellerId]);
  if (sellerId === null || seller == null) return { code: 'SELLER_NOT_FOUND' };
  const head = termsHead.safeParse(input);
  if (!head.success) return invalidInput(head.error.issues);
  const { currency, version } = head.data;
  const parsed = planIn(currency).safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { fixed: fixedMinor, min: minMinor, max: maxMinor, ...rest } = parsed.data;
  const wanted = { ...rest, fixedMinor, minMinor, maxMinor };
  const edit = { id: newId('ted'), accountId: actor.accountId, sellerId, currency, version };
  const saved = await terms.setCommission(edit, wanted);
  if (saved !== null) return { currency, commission: { ...wanted, version: saved } };
  return { code: 'TERMS_CHANGED', currentVersion: await terms.versionOf('COMMISSION', sellerId, currency) };
}

function planIn(currency: string) {
  const amount = amountIn(currency);
  return z
    .object({
      bps: z.int().min(0, 'must be at least 0').max(Number(WHOLE_BPS), `must be at most ${WHOLE_BPS}`),
      fixed: amount,
      min: amount,
      max: amount.nullable(),
      refundPolicy: z.enum(refundPolicies),
      taxRemittedBy: z.enum(taxRemitters),
    })
    .refine(({ min, max }) => max === null || max >= min, { path: ['max'], error: 'must not be below min' });
}
