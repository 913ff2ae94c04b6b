import type { Money } from '../shared/money.js';
import { money, sumMinor } from '../shared/money.js';
import type { Cart } from './cart.js';

type Part = Readonly<{ subtotal: Money; shipping: Money; tax: Money }>;

/** The totals that a quote version stands for. */
export type AgreedTotals = Readonly<{
  version: string;
  subtotal: Money;
  shipping: Money;
  tax: Money;
  total: Money;
}>;

/** The longest version that is read: a full cart of 200 sellers, each with three amounts, fits. */
export const MAX_QUOTE_VERSION_LENGTH = 12_000;

/**
 * Exact, not a hash. For one cart version the set of items is fixed and their versions only rise; the amounts of every
 * seller stand in it, so two quotes that would charge anyone anything else can never share a version, and what the
 * shopper had agreed to can be read from it without having been stored.
 */
export function quoteVersion(cart: Cart, sellers: readonly Part[]): string {
  const items = cart.lines.reduce((sum, { item }) => sum + item.version, 0);
  const amounts = sellers.map(
    ({ subtotal, shipping, tax }) => `${subtotal.amountMinor}.${shipping.amountMinor}.${tax.amountMinor}`,
  );
  return [`q${cart.version}`, items, ...amounts].join('-');
}

/** What the shopper who names this version had seen; null when no quote of ours reads like it. */
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
