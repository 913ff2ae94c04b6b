import { moveBalance } from '../balance/move-balance.js';
import { emitChange, emitEvent } from '../events/emit-event.js';
import type { Call } from '../http/call.js';
import { recordMovement } from '../journal/record-movement.js';
import type { Dispute } from './dispute.js';
import { DISPUTE_FEE, withdraw } from './open-dispute.js';

/** Closes a dispute. Won: amount and fee are returned; lost: they are not; an inquiry just closes. */
export function closeDispute(call: Call, dispute: Dispute, outcome: 'won' | 'lost'): Dispute {
  const inquiry = isInquiry(dispute);
  const reinstated = outcome === 'won' && !inquiry ? [reinstate(call, dispute)] : [];
  const closed: Dispute = {
    ...dispute,
    balance_transactions: [...dispute.balance_transactions, ...reinstated],
    evidence_details: { ...dispute.evidence_details, due_by: null },
    status: inquiry ? 'warning_closed' : outcome,
  };
  call.tx.put('dispute', closed, call.account);
  emitChange(call, 'charge.dispute.closed', { object: closed, previous: { status: dispute.status } });
  if (reinstated.length > 0) emitEvent(call, 'charge.dispute.funds_reinstated', closed);
  return closed;
}

/** Escalates an inquiry to a chargeback and withdraws the money. */
export function escalateInquiry(call: Call, dispute: Dispute): Dispute {
  const charge = call.tx.get('charge', dispute.charge);
  if (charge === undefined) return dispute;
  const escalated: Dispute = {
    ...dispute,
    balance_transactions: [...dispute.balance_transactions, withdraw(call, charge, dispute)],
    is_charge_refundable: false,
    payment_method_details: {
      ...dispute.payment_method_details,
      card: { ...dispute.payment_method_details.card, case_type: 'chargeback' },
    },
    status: 'needs_response',
  };
  call.tx.put('dispute', escalated, call.account);
  call.tx.put('charge', { ...charge, disputed: true }, call.account);
  emitChange(call, 'charge.dispute.updated', { object: escalated, previous: { status: dispute.status } });
  emitEvent(call, 'charge.dispute.funds_withdrawn', escalated);
  return escalated;
}

export function isInquiry(dispute: Dispute): boolean {
  return dispute.status.startsWith('warning_');
}

export function isClosed(dispute: Dispute): boolean {
  return dispute.status === 'won' || dispute.status === 'lost' || dispute.status === 'warning_closed';
}

function reinstate(call: Call, dispute: Dispute): Dispute['balance_transactions'][number] {
  recordMovement(call, 'dispute_reinstatement', {
    intent: dispute.payment_intent,
    charge: dispute.charge,
    object: dispute.id,
    amount: dispute.amount,
    currency: dispute.currency,
  });
  return moveBalance(call, {
    type: 'adjustment',
    amount: dispute.amount,
    currency: dispute.currency,
    fee: -DISPUTE_FEE,
    source: dispute.id,
    reportingCategory: 'dispute_reversal',
    description: `Chargeback reversal for ${dispute.charge}`,
  });
}
