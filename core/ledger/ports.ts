import type { Page, PageRequest } from '../shared/page.js';
import type { OrderId, PaymentOrderId, SellerId } from '../shared/ids.js';
import type { LedgerAccount, Side } from './account-chart.js';
import type { Posting } from './ledger-entry.js';
import type { LedgerFact } from './recipes.js';

/** What the platform owes a seller in one currency. */
export type SellerBalance = Readonly<{
  currency: string;
  /** Captured and not yet settled by the PSP. */
  pendingMinor: bigint;
  /** Settled; negative if the seller owes the platform. */
  availableMinor: bigint;
  updatedAt: Date;
}>;

/** The origin of an entry, down to the PSP call. */
export type EntryCause = Readonly<{
  id: string;
  fact: LedgerFact;
  businessKey: string;
  occurredAt: Date;
  actor: string;
  cause: string;
  orderId: OrderId | null;
  orderNumber: string | null;
  paymentOrderId: PaymentOrderId | null;
  stepId: string | null;
}>;

export type JournalEntry = EntryCause & Readonly<{ postings: readonly Posting[] }>;

/** A line of a seller's statement: how an entry changed their balance. */
export type SellerTransaction = EntryCause &
  Readonly<{
    currency: string;
    /** Negative if the balance decreased. */
    amountMinor: bigint;
    /** When it becomes available; null if it already is. */
    pendingUntil: Date | null;
  }>;

/** From `from`, inclusive, to `to`, exclusive. */
export type Period = Readonly<{ from: Date; to: Date }>;

/** A seller's balance before and after a period, and the changes in it. */
export type Statement = Period &
  Readonly<{
    currency: string;
    openingMinor: bigint;
    closingMinor: bigint;
    totals: readonly Readonly<{ fact: LedgerFact; entries: number; amountMinor: bigint }>[];
  }>;

/** The sum of all postings of an account in a currency. */
export type TrialBalanceLine = Readonly<{
  account: LedgerAccount;
  currency: string;
  debitMinor: bigint;
  creditMinor: bigint;
  /** On the account's normal side. */
  balanceMinor: bigint;
  normalSide: Side;
}>;

export type JournalFilter = Readonly<{
  account: LedgerAccount | null;
  fact: LedgerFact | null;
  orderId: string | null;
  sellerId: string | null;
}>;

/** Reads the ledger. Each method is one statement. */
export interface LedgerReader {
  /** Balances by currency of each seller, in the order of the ids. */
  balances(sellerIds: readonly SellerId[]): Promise<readonly (readonly SellerBalance[])[]>;
  /** Newest first. */
  transactions(sellerId: SellerId, page: PageRequest): Promise<Page<SellerTransaction>>;
  statement(sellerId: SellerId, currency: string, period: Period): Promise<Statement>;
  trialBalance(): Promise<readonly TrialBalanceLine[]>;
  /** Newest first. */
  journal(filter: JournalFilter, page: PageRequest): Promise<Page<JournalEntry>>;
}

/** Account sums up to the end of a closed day; trial balances start from the latest snapshot. */
export interface LedgerSnapshots {
  /** Takes the due snapshot. Returns its number of sums; 0 if it was already taken or nothing was posted. */
  take(): Promise<number>;
}

/** Captured funds that the PSP has not settled yet. */
export interface PendingFunds {
  /**
   * Makes up to `limit` due amounts available and emits an event for each seller. Can run concurrently. Returns the
   * number of amounts.
   */
  mature(limit: number): Promise<number>;
}
