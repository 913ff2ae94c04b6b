import type { Page, PageRequest } from '../shared/page.js';
import type { OrderId, PaymentOrderId, SellerId } from '../shared/ids.js';
import type { LedgerAccount, Side } from './account-chart.js';
import type { Posting } from './ledger-entry.js';
import type { LedgerFact } from './recipes.js';

/** What the platform owes a seller in one currency. */
export type SellerBalance = Readonly<{
  currency: string;
  /** Captured, and not yet settled by the PSP. */
  pendingMinor: bigint;
  /** Settled; negative when the seller owes the platform. */
  availableMinor: bigint;
  updatedAt: Date;
}>;

/** What an entry is about, down to the call of the PSP that it came from. */
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

/** A line of a seller's statement: how an entry changed what the platform owes them. */
export type SellerTransaction = EntryCause &
  Readonly<{
    currency: string;
    /** Negative when it became less. */
    amountMinor: bigint;
    /** When it becomes available; null when it is. */
    pendingUntil: Date | null;
  }>;

/** From its beginning to just before its end. */
export type Period = Readonly<{ from: Date; to: Date }>;

/** What the platform owed a seller before and after a period, and by what it changed in it. */
export type Statement = Period &
  Readonly<{
    currency: string;
    openingMinor: bigint;
    closingMinor: bigint;
    totals: readonly Readonly<{ fact: LedgerFact; entries: number; amountMinor: bigint }>[];
  }>;

/** All postings of an account in a currency, added up. */
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
  /** The balances of each seller, in the order of the ids, by currency. */
  balances(sellerIds: readonly SellerId[]): Promise<readonly (readonly SellerBalance[])[]>;
  /** Newest first. */
  transactions(sellerId: SellerId, page: PageRequest): Promise<Page<SellerTransaction>>;
  statement(sellerId: SellerId, currency: string, period: Period): Promise<Statement>;
  trialBalance(): Promise<readonly TrialBalanceLine[]>;
  /** Newest first. */
  journal(filter: JournalFilter, page: PageRequest): Promise<Page<JournalEntry>>;
}

/** Sums of all accounts up to the end of a day that is over for good; trial balances start from the newest. */
export interface LedgerSnapshots {
  /** Takes the snapshot that is due. Returns how many sums it has; 0 when it was taken before or nothing was posted. */
  take(): Promise<number>;
}

/** What was captured and waits for the PSP to settle it. */
export interface PendingFunds {
  /**
   * Makes up to so many amounts available whose time has come, and tells their sellers. Any number may run at once.
   * Returns how many there were.
   */
  mature(limit: number): Promise<number>;
}
