import { z } from 'zod';

import type { ShippingTerms } from './shipping.js';
import type { DomainError } from '../shared/domain-error.js';
import { currencyCode } from '../shared/currency-code.js';
import { currencyOf } from '../shared/currency.js';
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

/** Fields common to both kinds of terms. */
export const termsHead = z.object({
  currency: currencyCode,
  version: z.int().min(0, 'must be the version that was read, or 0 if there was none'),
});

/** Parses decimal text in this currency to minor units. */
export const amountIn = (currency: string) =>
  z.string().transform((text, context): bigint => {
    const amountMinor = moneyFrom(text, currency)?.amountMinor;
    const mostMinor = currencyOf(currency)?.mostMinor ?? 0n;
    if (amountMinor !== undefined && amountMinor <= mostMinor) return amountMinor;
    const message = 'must be an amount that can be charged in its currency';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
