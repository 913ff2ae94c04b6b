import { moveBalance } from '../balance/move-balance.js';
import { emitChange } from '../events/emit-event.js';
import type { Call } from '../http/call.js';
import { recordMovement } from '../journal/record-movement.js';
import type { Payout, PayoutOutcome } from './payout.js';
import { PAYOUT_FAILURES } from './payout-failures.js';

/** Completes a payout: paid, or failed with the money returned to the balance. */
export function finishPayout(call: Call, outcome: PayoutOutcome): void {
  call.tx.delete('payout_outcome', outcome.id);
  const payout = call.tx.get('payout', outcome.id);
  if (payout === undefined || payout.status === 'canceled' || payout.status === 'failed') return;
  if (outcome.failureCode !== null) {
    failPayout(call, payout, outcome.failureCode);
    return;
  }
  const paid: Payout = { ...payout, status: 'paid' };
  call.tx.put('payout', paid, call.account);
  emitChange(call, 'payout.paid', { object: paid, previous: { status: payout.status } });
}

/** Fails a payout, even a paid one: banks may return money days later (docs.stripe.com/payouts#payout-failures). */
export function failPayout(call: Call, payout: Payout, failureCode: string): Payout {
  const transaction = moveBalance(call, {
    type: 'payout_failure',
    amount: payout.amount,
    currency: payout.currency,
    source: payout.id,
    reportingCategory: 'payout_reversal',
  });
  const failed: Payout = {
    ...payout,
    failure_balance_transaction: transaction.id,
    failure_code: failureCode,
    failure_message: PAYOUT_FAILURES[failureCode] ?? 'The bank could not process this payout.',
    status: 'failed',
  };
  call.tx.put('payout', failed, call.account);
  recordMovement(call, 'payout_failed', {
    object: payout.id,
    amount: payout.amount,
    currency: payout.currency,
    metadata: payout.metadata,
  });
  emitChange(call, 'payout.failed', { object: failed, previous: { status: payout.status } });
  return failed;
}
