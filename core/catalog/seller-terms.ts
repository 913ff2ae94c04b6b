import { z } from 'zod';

import type { ShippingTerms } from './shipping.js';
import type { DomainError } from '../shared/domain-error.js';
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

/** Minor units; no order can be dearer than the eight digits that the PSP takes. */
const MAX_TERMS_MINOR = 99_999_999n;

/** What both kinds of terms are said for. */
export const termsHead = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR'),
  version: z.int().min(0, 'must be the version that was read, or 0 where there was none'),
});

/** Minor units of a decimal text in this currency. */
export const amountIn = (currency: string) =>
  z.string().transform((text, context): bigint => {
    const amountMinor = moneyFrom(text, currency)?.amountMinor;
    if (amountMinor !== undefined && amountMinor <= MAX_TERMS_MINOR) return amountMinor;
    const message = 'must be an amount of at most eight digits with no more decimals than its currency has';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
