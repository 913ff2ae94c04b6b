import { now, type Call } from '../http/call.js';
import type { BalanceTransaction, BalanceTransactionType } from './balance-transaction.js';

/** A movement of one account's balance; `amount` is signed, `fee` is deducted from it. */
export interface Movement {
  type: BalanceTransactionType;
  amount: number;
  currency: string;
  fee?: number;
  source: string;
  /** Unix seconds from which the money is available; now when omitted. */
  availableOn?: number;
  reportingCategory?: string;
  description?: string;
}

/** Records a movement on the balance of the call's account and returns its balance transaction. */
export function moveBalance(call: Call, movement: Movement): BalanceTransaction {
  const { type, amount, currency, fee = 0, source, availableOn = now(call) } = movement;
  const transaction: BalanceTransaction = {
    id: call.ids.next('txn'),
    object: 'balance_transaction',
    amount,
    available_on: availableOn,
    balance_type: 'payments',
    created: now(call),
    currency,
    description: movement.description ?? null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: movement.reportingCategory ?? type,
    source,
    status: availableOn <= now(call) ? 'available' : 'pending',
    type,
  };
  call.tx.put('balance_transaction', transaction, call.account);
  return transaction;
}

/** The same call on another account, so that both sides of a transfer are written in one transaction. */
export function onAccount(call: Call, account: string | null): Call {
  return { ...call, account };
}
