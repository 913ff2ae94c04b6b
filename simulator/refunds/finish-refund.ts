import { moveBalance } from '../balance/move-balance.js';
import { emitChange } from '../events/emit-event.js';
import type { Call } from '../http/call.js';
import { recordMovement } from '../journal/record-movement.js';
import { withRefunded } from './create-refund.js';
import type { Refund, RefundOutcome } from './refund.js';

/** Finishes an asynchronous refund; a failure returns the money (docs.stripe.com/refunds#failed-refunds). */
export function finishRefund(call: Call, outcome: RefundOutcome): void {
  call.tx.delete('refund_outcome', outcome.id);
  const refund = call.tx.get('refund', outcome.id);
  if (refund === undefined) return;
  if (outcome.status === 'failed') {
    failRefund(call, refund);
    return;
  }
  const { pending_reason: _done, ...rest } = refund;
  const succeeded: Refund = { ...rest, status: 'succeeded' };
  call.tx.put('refund', succeeded, call.account);
  emitChange(call, 'refund.updated', { object: succeeded, previous: { status: refund.status } });
  emitChange(call, 'charge.refund.updated', { object: succeeded, previous: { status: refund.status } });
}

function failRefund(call: Call, refund: Refund): void {
  const charge = call.tx.get('charge', refund.charge);
  if (charge === undefined) return;
  const transaction = moveBalance(call, {
    type: 'refund_failure',
    amount: refund.amount,
    currency: refund.currency,
    source: refund.id,
    description: 'REFUND FAILURE',
  });
  const failed: Refund = {
    ...refund,
    failure_balance_transaction: transaction.id,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  };
  call.tx.put('refund', failed, call.account);
  call.tx.put('charge', withRefunded(charge, -refund.amount), call.account);
  recordMovement(call, 'refund_failed', {
    intent: refund.payment_intent,
    charge: refund.charge,
    object: refund.id,
    amount: refund.amount,
    currency: refund.currency,
    metadata: refund.metadata,
  });
  emitChange(call, 'refund.failed', { object: failed, previous: { status: refund.status } });
  emitChange(call, 'charge.refund.updated', { object: failed, previous: { status: refund.status } });
}
