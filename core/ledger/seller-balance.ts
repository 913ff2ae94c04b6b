import type { SellerId } from '../shared/ids.js';
import type { NewLedgerEntry } from './ledger-entry.js';
import { recipes } from './recipes.js';

/** How entries change a seller's balance in one currency. */
export type BalanceChange = Readonly<{
  sellerId: SellerId;
  currency: string;
  pendingMinor: bigint;
  availableMinor: bigint;
}>;

/**
 * Balance changes caused by the entries, one per seller and currency, in the order of the sellers' ids: the order in
 * which their rows are locked.
 */
export function balanceChanges(entries: readonly NewLedgerEntry[]): readonly BalanceChange[] {
  const changes = new Map<string, BalanceChange>();
  for (const { fact, postings } of entries) {
    const isPending = recipes[fact].funds === 'PENDING';
    for (const { sellerId, currency, amountMinor, side } of postings) {
      if (sellerId === null) continue;
      const key = `${sellerId} ${currency}`;
      const { pendingMinor, availableMinor } = changes.get(key) ?? { pendingMinor: 0n, availableMinor: 0n };
      const change = side === 'CR' ? amountMinor : -amountMinor;
      changes.set(key, {
        sellerId,
        currency,
        pendingMinor: pendingMinor + (isPending ? change : 0n),
        availableMinor: availableMinor + (isPending ? 0n : change),
      });
    }
  }
  return [...changes.values()].toSorted((a, b) => (a.sellerId < b.sellerId ? -1 : 1));
}
