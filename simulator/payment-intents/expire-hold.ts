import type { Charge } from '../charges/charge.js';
import { emitChange, emitEvent } from '../events/emit-event.js';
import { now, type Call } from '../http/call.js';
import { recordMovement } from '../journal/record-movement.js';
import type { Refund } from '../refunds/refund.js';
import { closeIntent } from './cancel-intent.js';
import type { PaymentIntent } from './payment-intent.js';

/**
 * Expires the authorization of a charge and releases the uncaptured amount: an uncaptured intent is canceled, a
 * partially captured one succeeds (docs.stripe.com/payments/multicapture).
 */
export function expireHold(call: Call, charge: Charge): void {
  const intent = call.tx.get('payment_intent', charge.payment_intent);
  if (intent === undefined || intent.status !== 'requires_capture') return;
  if (intent.amount_capturable > 0) {
    recordMovement(call, 'expire', {
      intent: intent.id,
      charge: charge.id,
      amount: intent.amount_capturable,
      currency: intent.currency,
      metadata: intent.metadata,
    });
  }
  if (intent.amount_received === 0) cancelExpired(call, intent, charge);
  else settleExpired(call, intent, charge);
}

function cancelExpired(call: Call, intent: PaymentIntent, charge: Charge): void {
  const expired: Charge = { ...charge, amount_refunded: charge.amount, refunded: true };
  call.tx.put('charge', expired, call.account);
  call.tx.put('refund', expiryRefund(call, charge), call.account);
  emitChange(call, 'charge.expired', {
    object: expired,
    previous: {
      amount_refunded: charge.amount_refunded,
      refunded: charge.refunded,
    },
  });
  closeIntent(call, intent, 'automatic');
}

function settleExpired(call: Call, intent: PaymentIntent, charge: Charge): void {
  const captured: Charge = { ...charge, captured: true };
  const settled: PaymentIntent = { ...intent, amount_capturable: 0, status: 'succeeded' };
  call.tx.put('charge', captured, call.account);
  call.tx.put('payment_intent', settled, call.account);
  emitChange(call, 'charge.captured', { object: captured, previous: { captured: false } });
  emitEvent(call, 'payment_intent.succeeded', settled);
}

/** Stripe records the release as a separate refund (`reason: expired_uncaptured_charge`); it moves no balance. */
function expiryRefund(call: Call, charge: Charge): Refund {
  return {
    id: call.ids.next('re'),
    object: 'refund',
    amount: charge.amount,
    balance_transaction: null,
    charge: charge.id,
    created: now(call),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: 'expired_uncaptured_charge',
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}
