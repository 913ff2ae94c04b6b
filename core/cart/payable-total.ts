import { currencyOf } from '../shared/currency.js';
import type { DomainError } from '../shared/domain-error.js';
import { type Money, money } from '../shared/money.js';

/** The PSP takes no payment as small as this. */
export type TotalBelowMinimum = DomainError<'TOTAL_BELOW_MINIMUM', { total: Money; minimum: Money }>;

/** The PSP takes no single payment as large as this. */
export type TotalAboveMaximum = DomainError<'TOTAL_ABOVE_MAXIMUM', { total: Money; maximum: Money }>;

/** The least and the greatest total that can be paid in one payment of the currency. */
export function payableLimits(currency: string): Readonly<{ minimum: Money; maximum: Money }> {
  const { leastMinor = 1n, mostMinor = 0n } = currencyOf(currency) ?? {};
  return { minimum: money(leastMinor, currency), maximum: money(mostMinor, currency) };
}

/** Why the total cannot be paid; null when it can. */
export function totalFault(total: Money): TotalBelowMinimum | TotalAboveMaximum | null {
  const { minimum, maximum } = payableLimits(total.currency);
  if (total.amountMinor < minimum.amountMinor) return { code: 'TOTAL_BELOW_MINIMUM', total, minimum };
  if (total.amountMinor > maximum.amountMinor) return { code: 'TOTAL_ABOVE_MAXIMUM', total, maximum };
  return null;
}
