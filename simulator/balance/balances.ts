import type { Change } from '../storage/log-line.js';
import type { Store } from '../storage/store.js';
import type { BalanceTransaction } from './balance-transaction.js';

/** One account's money in one currency, in minor units. */
export interface Amounts {
  available: number;
  pending: number;
}

/**
 * The balances of all accounts, updated from committed balance transactions.
 * They are derived data: `recompute` from the transactions gives the same result.
 */
export class Balances {
  private readonly byAccount = new Map<string, Map<string, Amounts>>();
  private readonly counted = new Map<string, BalanceTransaction>();

  constructor(private readonly store: Store) {
    this.recompute();
    store.onCommit((changes) => this.follow(changes));
  }

  /** Currency → amounts of the account; null is the platform. */
  of(account: string | null): ReadonlyMap<string, Amounts> {
    return this.byAccount.get(account ?? '') ?? new Map();
  }

  available(account: string | null, currency: string): number {
    return this.of(account).get(currency)?.available ?? 0;
  }

  /** Recomputes all balances, after a log replay or a reset. */
  recompute(): void {
    this.byAccount.clear();
    this.counted.clear();
    for (const transaction of this.store.table('balance_transaction').oldestFirst()) this.count(transaction);
  }

  private follow(changes: readonly Change[]): void {
    for (const { kind, id } of changes) {
      if (kind !== 'balance_transaction') continue;
      const transaction = this.store.table('balance_transaction').get(id);
      if (transaction !== undefined) this.count(transaction);
    }
  }

  private count(transaction: BalanceTransaction): void {
    const account = this.store.ownerOf(transaction.id) ?? '';
    const currencies = this.byAccount.get(account) ?? new Map<string, Amounts>();
    const amounts = currencies.get(transaction.currency) ?? { available: 0, pending: 0 };
    const before = this.counted.get(transaction.id);
    if (before !== undefined) amounts[before.status] -= before.net;
    amounts[transaction.status] += transaction.net;
    currencies.set(transaction.currency, amounts);
    this.byAccount.set(account, currencies);
    // An available transaction never changes, so it need not be tracked.
    if (transaction.status === 'pending') this.counted.set(transaction.id, transaction);
    else this.counted.delete(transaction.id);
  }
}
