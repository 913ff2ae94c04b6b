import { z } from 'zod';

import type { ShippingTerms } from './shipping.js';
import type { DomainError } from '../shared/domain-error.js';
import { currencyCode } from '../shared/currency-code.js';
import { currencyOf } from '../shared/currency.js';
import { moneyFrom } from '../shared/money.js';
import type { CommissionPlan } from './commission.js';

/** What a seller asks for shipping, and what the platform keeps of their sales, in one currency. Null: never said. */
export type SellerTerms = Readonly<{
  currency: string;
  shipping: ShippingTerms | null;
  commission: CommissionPlan | null;
}>;

/** Someone else changed the terms since they were read; `currentVersion` is 0 where there are none. */
export type TermsChanged = DomainError<'TERMS_CHANGED', { currentVersion: number }>;

/** What both kinds of terms are said for. */
export const termsHead = z.object({
  currency: currencyCode,
  version: z.int().min(0, 'must be the version that was read, or 0 where there was none'),
});

/** Minor units of a decimal text in this currency. */
export const amountIn = (currency: string) =>
  z.string().transform((text, context): bigint => {
    const amountMinor = moneyFrom(text, currency)?.amountMinor;
    const mostMinor = currencyOf(currency)?.mostMinor ?? 0n;
    if (amountMinor !== undefined && amountMinor <= mostMinor) return amountMinor;
    const message = 'must be an amount that can be charged in its currency';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
