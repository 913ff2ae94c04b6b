import { moveBalance } from '../balance/move-balance.js';
import type { BalanceTransaction } from '../balance/balance-transaction.js';
import type { Charge } from '../charges/charge.js';
import { emitEvent } from '../events/emit-event.js';
import { now, type Call } from '../http/call.js';
import { recordMovement } from '../journal/record-movement.js';
import type { Dispute, DisputeReason } from './dispute.js';
import { emptyEvidence } from './evidence.js';

/** Stripe's dispute fee in minor units (docs.stripe.com/disputes/how-disputes-work). */
export const DISPUTE_FEE = 1500;
/** Days allowed for sending evidence; card networks allow 7 to 21. */
const EVIDENCE_DAYS = 9;

/** The network's codes for the two reasons of Stripe's test cards. */
const NETWORK_REASON_CODES: Partial<Record<DisputeReason, string>> = {
  fraudulent: '10.4',
  product_not_received: '13.1',
};

/**
 * Opens a dispute: a chargeback withdraws the amount and a fee at once, an inquiry withdraws nothing
 * (docs.stripe.com/disputes/how-disputes-work).
 */
export function openDispute(
  call: Call,
  charge: Charge,
  opened: { reason: DisputeReason; inquiry: boolean; amount: number },
): Dispute {
  const id = call.ids.next('du');
  const withdrawn = opened.inquiry ? [] : [withdraw(call, charge, { id, amount: opened.amount })];
  const networkCode = NETWORK_REASON_CODES[opened.reason] ?? '10.4';
  const { brand, network } = charge.payment_method_details.card;
  const dispute: Dispute = {
    id,
    object: 'dispute',
    amount: opened.amount,
    balance_transactions: withdrawn,
    charge: charge.id,
    created: now(call),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(),
    evidence_details: {
      due_by: now(call) + EVIDENCE_DAYS * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    intended_submission_method: null,
    is_charge_refundable: opened.inquiry,
    livemode: false,
    metadata: {},
    network_reason_code: networkCode,
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand,
        case_type: opened.inquiry ? 'inquiry' : 'chargeback',
        network,
        network_reason_code: networkCode,
      },
      type: 'card',
    },
    reason: opened.reason,
    status: opened.inquiry ? 'warning_needs_response' : 'needs_response',
  };
  call.tx.put('dispute', dispute, call.account);
  if (!opened.inquiry) call.tx.put('charge', { ...charge, disputed: true }, call.account);
  emitEvent(call, 'charge.dispute.created', dispute);
  if (!opened.inquiry) emitEvent(call, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** Withdraws the disputed amount and the fee from the balance. */
export function withdraw(
  call: Call,
  charge: Charge,
  dispute: { id: string; amount: number },
): BalanceTransaction {
  recordMovement(call, 'dispute_withdrawal', {
    intent: charge.payment_intent,
    charge: charge.id,
    object: dispute.id,
    amount: dispute.amount,
    currency: charge.currency,
  });
  return moveBalance(call, {
    type: 'adjustment',
    amount: -dispute.amount,
    currency: charge.currency,
    fee: DISPUTE_FEE,
    source: dispute.id,
    reportingCategory: 'dispute',
    description: `Chargeback withdrawal for ${charge.id}`,
  });
}
