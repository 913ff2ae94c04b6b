import type { Money } from '../shared/money.js';
import { money, sumMinor } from '../shared/money.js';
import type { Cart } from './cart.js';

type Part = Readonly<{ subtotal: Money; shipping: Money; tax: Money }>;

/** The totals encoded in a quote version. */
export type AgreedTotals = Readonly<{
  version: string;
  subtotal: Money;
  shipping: Money;
  tax: Money;
  total: Money;
}>;

/** Maximum length of an accepted version: a full cart of 200 sellers, with three amounts each, fits. */
export const MAX_QUOTE_VERSION_LENGTH = 12_000;

/**
 * Exact, not a hash: a cart version fixes the set of items, whose versions only increase, and the amounts of every
 * seller are included. Two quotes that would charge anyone different amounts never share a version, and the agreed
 * totals can be read from it without being stored.
 */
export function quoteVersion(cart: Cart, sellers: readonly Part[]): string {
  const items = cart.lines.reduce((sum, { item }) => sum + item.version, 0);
  const amounts = sellers.map(
    ({ subtotal, shipping, tax }) => `${subtotal.amountMinor}.${shipping.amountMinor}.${tax.amountMinor}`,
  );
  return [`q${cart.version}`, items, ...amounts].join('-');
}

/** The totals that the shopper who names this version has agreed to; null if it is not in our format. */
export function agreedTotals(version: string, currency: string): AgreedTotals | null {
  if (!/^q\d+-\d+(-\d{1,18}\.\d{1,18}\.\d{1,18})+$/.test(version)) return null;
  const parts = version
    .split('-')
    .slice(2)
    .map((part) => part.split('.').map(BigInt));
  const sum = (nth: number) => sumMinor(parts.map((part) => part[nth] ?? 0n));
  const [subtotal, shipping, tax] = [sum(0), sum(1), sum(2)];
  return {
    version,
    subtotal: money(subtotal, currency),
    shipping: money(shipping, currency),
    tax: money(tax, currency),
    total: money(subtotal + shipping + tax, currency),
  };
}
