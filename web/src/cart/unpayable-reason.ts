import { formatMoney, type Money } from '../shared/money.js';

type Totals = Readonly<{ total: Money; minimumTotal: Money; maximumTotal: Money }>;

/** Why this total cannot be paid, and what to do about it; null when it can. */
export function unpayableReason({ total, minimumTotal, maximumTotal }: Totals): string | null {
  const amount = BigInt(total.amountMinor);
  if (amount < BigInt(minimumTotal.amountMinor))
    return `The smallest payment is ${formatMoney(minimumTotal)}. Add a little more to check out.`;
  if (amount > BigInt(maximumTotal.amountMinor))
    return `One payment can be at most ${formatMoney(maximumTotal)}. Split this into several orders.`;
  return null;
}
