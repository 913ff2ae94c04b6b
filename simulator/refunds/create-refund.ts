import { moveBalance } from '../balance/move-balance.js';
import type { Charge } from '../charges/charge.js';
import { emitChange, emitEvent } from '../events/emit-event.js';
import { now, type Call } from '../http/call.js';
import { findOwned } from '../http/find-owned.js';
import { applyMetadata, metadata, type Metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { accepted, integer, oneOf, string } from '../http/params.js';
import { invalidParameter, invalidRequest } from '../http/stripe-error.js';
import { recordMovement } from '../journal/record-movement.js';
import { notImitated } from '../http/not-imitated.js';
import { findIntent, unexpectedState } from '../payment-intents/find-intent.js';
import { testCardByNumber } from '../payment-methods/test-cards.js';
import type { Refund, RefundReason } from './refund.js';
import { checkWholeSteps, GREATEST_AMOUNT } from '../payment-intents/currency.js';

const refundParams = {
  amount: integer({ min: 1, max: GREATEST_AMOUNT }),
  charge: string(),
  currency: accepted(),
  customer: notImitated(),
  instructions_email: accepted(),
  metadata,
  origin: notImitated(),
  payment_intent: string(),
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
  refund_application_fee: notImitated(),
  reverse_transfer: notImitated(),
};

/** POST /v1/refunds */
export const createRefund = operation({
  name: 'refunds.create',
  method: 'POST',
  path: '/v1/refunds',
  params: refundParams,
  run(call, params) {
    const charge = refundedCharge(call, params);
    const amount = params.amount ?? charge.amount_captured - charge.amount_refunded;
    checkRefundable(charge, amount);
    checkWholeSteps(amount, charge.currency, 'amount');
    return refundCharge(call, charge, {
      amount,
      reason: params.reason ?? null,
      metadata: applyMetadata({}, params.metadata),
    });
  },
});

function refundedCharge(
  call: Call,
  params: { charge: string | undefined; payment_intent: string | undefined },
): Charge {
  if (params.charge !== undefined) return findOwned(call, 'charge', { id: params.charge, param: 'charge' });
  if (params.payment_intent === undefined) {
    throw invalidParameter(
      'One of the following params should be provided for this request: payment_intent or charge.',
      'parameter_missing',
      'payment_intent',
    );
  }
  const intent = findIntent(call, params.payment_intent, 'payment_intent');
  const charge = call.tx.get('charge', intent.latest_charge ?? '');
  if (charge === undefined || !charge.paid) {
    throw unexpectedState(
      intent,
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
    );
  }
  return charge;
}

/** Never more than the captured amount not yet refunded (docs.stripe.com/refunds). */
function checkRefundable(charge: Charge, amount: number): void {
  const left = charge.amount_captured - charge.amount_refunded;
  if (charge.amount_captured === 0) {
    throw invalidRequest(
      `This uncaptured Charge was created by a PaymentIntent (${charge.payment_intent}). You must cancel the PaymentIntent ` +
        'to reverse the authorization instead of refunding the Charge directly.',
      { charge: charge.id },
    );
  }
  if (charge.disputed) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (amount > left) {
    throw invalidRequest(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}) in ${charge.currency}.`,
      { param: 'amount' },
    );
  }
}

/** Refunds part of a capture; special test cards finish it later. */
function refundCharge(
  call: Call,
  charge: Charge,
  wanted: { amount: number; reason: RefundReason | null; metadata: Metadata },
): Refund {
  const number = call.tx.get('card_on_file', charge.payment_method)?.number;
  const behavior = number === undefined ? undefined : testCardByNumber(number)?.refund;
  const id = call.ids.next('re');
  const transaction = moveBalance(call, {
    type: 'refund',
    amount: -wanted.amount,
    currency: charge.currency,
    source: id,
    description: 'REFUND FOR CHARGE',
  });
  const refund: Refund = {
    id,
    object: 'refund',
    amount: wanted.amount,
    balance_transaction: transaction.id,
    charge: charge.id,
    created: now(call),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: wanted.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(behavior === 'pending' ? { pending_reason: 'processing' } : {}),
    reason: wanted.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: behavior === 'pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  const after = withRefunded(charge, wanted.amount);
  call.tx.put('refund', refund, call.account);
  call.tx.put('charge', after, call.account);
  if (behavior !== undefined) {
    const at = now(call) + call.settings.asyncRefundSeconds;
    call.tx.put(
      'refund_outcome',
      { id, at, status: behavior === 'fails' ? 'failed' : 'succeeded' },
      call.account,
    );
  }
  recordMovement(call, 'refund', {
    intent: charge.payment_intent,
    charge: charge.id,
    object: id,
    amount: wanted.amount,
    currency: charge.currency,
    metadata: wanted.metadata,
  });
  emitEvent(call, 'refund.created', refund);
  emitChange(call, 'charge.refunded', {
    object: after,
    previous: { amount_refunded: charge.amount_refunded },
  });
  return refund;
}

/** The charge with `amount` added to (or subtracted from) its refunds; `refunded` only after the final capture. */
export function withRefunded(charge: Charge, amount: number): Charge {
  const refunded = charge.amount_refunded + amount;
  return {
    ...charge,
    amount_refunded: refunded,
    refunded: charge.captured && refunded === charge.amount_captured,
  };
}
