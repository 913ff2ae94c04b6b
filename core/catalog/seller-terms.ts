import { z } from 'zod';

import type { ShippingTerms } from './shipping.js';
import type { DomainError } from '../shared/domain-error.js';
import { moneyFrom } from '../shared/money.js';
import type { CommissionPlan } from './commission.js';

/** A seller's shipping terms and commission plan in one currency; null if never set. */
export type SellerTerms = Readonly<{
  currency: string;
  shipping: ShippingTerms | null;
  commission: CommissionPlan | null;
}>;

/** The terms changed since they were read; `currentVersion` is 0 if there are none. */
export type TermsChanged = DomainError<'TERMS_CHANGED', { currentVersion: number }>;

/** Minor units: the PSP accepts at most eight digits per payment. */
const MAX_TERMS_MINOR = 99_999_999n;

/** Fields common to both kinds of terms. */
export const termsHead = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR'),
  version: z.int().min(0, 'must be the version that was read, or 0 if there was none'),
});

/** Parses decimal text in this currency to minor units. */
export const amountIn = (currency: string) =>
  z.string().transform((text, context): bigint => {
    const amountMinor = moneyFrom(text, currency)?.amountMinor;
    if (amountMinor !== undefined && amountMinor <= MAX_TERMS_MINOR) return amountMinor;
    const message = 'must be an amount of at most eight digits with no more decimals than its currency has';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
