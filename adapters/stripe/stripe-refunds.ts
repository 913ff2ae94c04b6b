import type Stripe from 'stripe';

import type { CheckoutAnswer, RefundCall } from '../../core/checkout/model/checkout-psp.js';
import { classify, answerFromFailure } from './stripe-errors.js';
import { moneyOf } from './stripe-facts.js';

/** Creates a refund of a captured intent. */
export async function refund(stripe: Stripe, call: RefundCall): Promise<CheckoutAnswer> {
  const { key, pspIntentId, amountMinor, refundId } = call;
  try {
    const created = await stripe.refunds.create(
      { payment_intent: pspIntentId, amount: Number(amountMinor), metadata: { refund_id: refundId } },
      { idempotencyKey: key },
    );
    return answerFromRefund(created, refundId);
  } catch (error) {
    const failure = classify(error);
    switch (failure.class) {
      case 'declined':
        return failedRefund(refundId, failure.error.message);
      // Nothing is left to refund, or the charge is disputed: a retry would fail the same way.
      case 'invalid':
      case 'unexpected_state':
        return failedRefund(refundId, failure.reason);
      default:
        return answerFromFailure(failure);
    }
  }
}

/** A refund's current state. One without our id was created in Stripe's dashboard and is rejected for an operator to review. */
export async function retrieveRefund(stripe: Stripe, pspRefundId: string): Promise<CheckoutAnswer> {
  try {
    const found = await stripe.refunds.retrieve(pspRefundId);
    const refundId = found.metadata?.['refund_id'];
    if (refundId === undefined)
      return { outcome: 'rejected', reason: `${pspRefundId} was not created by us` };
    return answerFromRefund(found, refundId);
  } catch (error) {
    const failure = classify(error);
    if (failure.class === 'declined')
      return { outcome: 'unknown', reason: failure.error.message, retryAfterMs: null };
    return answerFromFailure(failure);
  }
}

/** The answer implied by a refund's current status. */
export function answerFromRefund(refund: Stripe.Refund, refundId: string): CheckoutAnswer {
  const { id, status, failure_reason: reason } = refund;
  const known = { kind: 'REFUND', refundId, pspRefundId: id } as const;
  const reported = moneyOf(refund);
  switch (status) {
    case 'succeeded':
      return { outcome: 'succeeded', fact: { ...known, status: 'SUCCEEDED', reason: null }, reported };
    case 'failed':
    case 'canceled':
      return {
        outcome: 'declined',
        fact: { ...known, status: 'FAILED', reason: reason ?? status },
        reported,
      };
    // pending, requires_action, and any status Stripe adds: the money has not arrived.
    default:
      return { outcome: 'pending', fact: { ...known, status: 'PENDING', reason: null }, reported };
  }
}

function failedRefund(refundId: string, reason: string): CheckoutAnswer {
  return {
    outcome: 'declined',
    fact: { kind: 'REFUND', refundId, pspRefundId: null, status: 'FAILED', reason },
  };
}
