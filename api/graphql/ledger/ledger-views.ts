import type {
  JournalEntry,
  SellerBalance,
  SellerTransaction,
  Statement,
  TrialBalanceLine,
} from '../../../core/ledger/ports.js';
import { money } from '../../../core/shared/money.js';
import type { LedgerEntryType, TrialBalanceLineType } from './journal-types.js';
import type {
  SellerBalanceType,
  SellerStatementType,
  SellerTransactionType,
} from './seller-balance-types.js';

/** Map the ledger's records to GraphQL values: amounts become Money. */
export function balanceView(balance: SellerBalance): SellerBalanceType {
  const { currency, pendingMinor, availableMinor, updatedAt } = balance;
  return {
    currency,
    updatedAt,
    pending: money(pendingMinor, currency),
    available: money(availableMinor, currency),
    total: money(pendingMinor + availableMinor, currency),
  };
}

export function transactionView(transaction: SellerTransaction): SellerTransactionType {
  const { id, fact, occurredAt, pendingUntil, amountMinor, currency } = transaction;
  return { id, fact, occurredAt, pendingUntil, amount: money(amountMinor, currency), cause: transaction };
}

export function statementView(statement: Statement): SellerStatementType {
  const { from, to, currency, openingMinor, closingMinor, totals } = statement;
  return {
    from,
    to,
    opening: money(openingMinor, currency),
    closing: money(closingMinor, currency),
    totals: totals.map(({ fact, entries, amountMinor }) => ({
      fact,
      entries,
      amount: money(amountMinor, currency),
    })),
  };
}

export function trialBalanceView(line: TrialBalanceLine): TrialBalanceLineType {
  const { account, currency, normalSide, debitMinor, creditMinor, balanceMinor } = line;
  return {
    account,
    normalSide,
    debit: money(debitMinor, currency),
    credit: money(creditMinor, currency),
    balance: money(balanceMinor, currency),
  };
}

export function journalView(entry: JournalEntry): LedgerEntryType {
  const { id, fact, occurredAt, postings } = entry;
  return {
    id,
    fact,
    occurredAt,
    cause: entry,
    postings: postings.map(({ account, sellerId, side, amountMinor, currency }) => ({
      account,
      sellerId,
      side,
      amount: money(amountMinor, currency),
    })),
  };
}
