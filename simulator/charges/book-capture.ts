import { chargeFee } from '../balance/fee.js';
import { moveBalance } from '../balance/move-balance.js';
import type { BalanceTransaction } from '../balance/balance-transaction.js';
import { now, type Call } from '../http/call.js';
import type { TestCard } from '../payment-methods/test-card.js';
import type { Charge } from './charge.js';

/** Records a capture on the account's balance: pending first, available after the settlement delay. */
export function bookCapture(
  call: Call,
  charge: Charge,
  capture: { amount: number; card: TestCard | undefined },
): BalanceTransaction {
  const { amount, card } = capture;
  const delay = card?.bypassesPending === true ? 0 : call.settings.settlementDelaySeconds;
  return moveBalance(call, {
    type: 'charge',
    amount,
    currency: charge.currency,
    fee: chargeFee(call.settings, {
      amount,
      currency: charge.currency,
      first: charge.balance_transaction === null,
    }),
    source: charge.id,
    availableOn: now(call) + delay,
    ...(charge.description === null ? {} : { description: charge.description }),
  });
}
