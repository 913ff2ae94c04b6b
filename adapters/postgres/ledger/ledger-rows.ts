import type { LedgerAccount, Side } from '../../../core/ledger/account-chart.js';
import type { Posting } from '../../../core/ledger/ledger-entry.js';
import type {
  EntryCause,
  SellerTransaction,
  Statement,
  TrialBalanceLine,
} from '../../../core/ledger/ports.js';
import type { LedgerFact } from '../../../core/ledger/recipes.js';
import type { OrderId, PaymentOrderId, SellerId } from '../../../core/shared/ids.js';

export type EntryRow = {
  id: string;
  fact: LedgerFact;
  business_key: string;
  occurred_at: Date;
  actor: string;
  cause: string;
  order_id: OrderId | null;
  order_number: string | null;
  payment_order_id: PaymentOrderId | null;
  step_id: string | null;
};

export type PostingRow = {
  account: LedgerAccount;
  sellerId: SellerId | null;
  currency: string;
  amountMinor: string;
  side: Side;
};

export type TransactionRow = EntryRow & {
  currency: string;
  amount_minor: string;
  pending_until: Date | null;
};

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
  return {
    id: row.id,
    fact: row.fact,
    businessKey: row.business_key,
    occurredAt: row.occurred_at,
    actor: row.actor,
    cause: row.cause,
    orderId: row.order_id,
    orderNumber: row.order_number,
    paymentOrderId: row.payment_order_id,
    stepId: row.step_id,
  };
}

export function postingFrom({ amountMinor, ...posting }: PostingRow): Posting {
  return { ...posting, amountMinor: BigInt(amountMinor) };
}

export function transactionFrom(row: TransactionRow): SellerTransaction {
  const { currency, amount_minor, pending_until } = row;
  return {
    ...entryFrom(row),
    currency,
    amountMinor: BigInt(amount_minor),
    pendingUntil: pending_until,
  };
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
