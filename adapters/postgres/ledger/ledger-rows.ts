import type { LedgerAccount, Side } from '../../../core/ledger/account-chart.js';
import type { Posting } from '../../../core/ledger/ledger-entry.js';
import type {
  EntryCause,
  SellerTransaction,
  Statement,
  TrialBalanceLine,
} from '../../../core/ledger/ports.js';
import type { LedgerFact } from '../../../core/ledger/recipes.js';
import type { StoredRow } from '../database/table.js';
import { omit } from '../database/table.js';
import { decode } from '../database/table-rows.js';
import { ledgerEntryTable } from './ledger-entry-table.js';
import { ledgerPostingTable } from './ledger-posting-table.js';

/** The columns read of an entry and of a posting. */
export const entry = omit(ledgerEntryTable, 'paymentId');
export const posting = omit(ledgerPostingTable, 'entryId', 'nth');

export type EntryRow = StoredRow<typeof entry> & Readonly<{ orderNumber: string | null }>;

export type PostingRow = StoredRow<typeof posting>;

export type TransactionRow = EntryRow &
  Readonly<{ currency: string; amountMinor: string; pendingUntil: Date | null }>;

export type StatementRow = {
  opening: string;
  closing: string;
  totals: readonly { fact: LedgerFact; entries: number; amountMinor: string }[];
};

export type TrialRow = {
  account: LedgerAccount;
  normal_side: Side;
  currency: string;
  debit: string | null;
  credit: string | null;
};

export function entryFrom(row: EntryRow): EntryCause {
  return { ...decode(entry, row), orderNumber: row.orderNumber };
}

export function postingFrom(row: PostingRow): Posting {
  return decode(posting, row);
}

export function transactionFrom(row: TransactionRow): SellerTransaction {
  const { currency, amountMinor, pendingUntil } = row;
  return { ...entryFrom(row), currency, amountMinor: BigInt(amountMinor), pendingUntil };
}

export function statementFrom(
  row: StatementRow | undefined,
): Pick<Statement, 'openingMinor' | 'closingMinor' | 'totals'> {
  return {
    openingMinor: BigInt(row?.opening ?? 0),
    closingMinor: BigInt(row?.closing ?? 0),
    totals: (row?.totals ?? []).map(({ amountMinor, ...total }) => ({
      ...total,
      amountMinor: BigInt(amountMinor),
    })),
  };
}

export function trialLineFrom({ account, normal_side, currency, debit, credit }: TrialRow): TrialBalanceLine {
  const [debitMinor, creditMinor] = [BigInt(debit ?? 0), BigInt(credit ?? 0)];
  const balanceMinor = normal_side === 'DR' ? debitMinor - creditMinor : creditMinor - debitMinor;
  return { account, currency, debitMinor, creditMinor, balanceMinor, normalSide: normal_side };
}
