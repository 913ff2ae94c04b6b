import type Stripe from 'stripe';

import type { LookupCall, CheckoutFinding } from '../../core/checkout/model/checkout-psp.js';
import { classify, answerFromFailure } from './stripe-errors.js';
import { answerFromIntent, intentCreated, moneyOf } from './stripe-facts.js';
import { answerFromRefund } from './stripe-refunds.js';

/** Stripe's search lags by up to a minute, up to an hour during incidents; younger objects are listed instead. */
const SEARCH_LAG_SECONDS = 60 * 60;

/** Finds out whether Stripe carried out a call of ours. Read-only, so it can be repeated at will. */
export async function lookUp(stripe: Stripe, call: LookupCall): Promise<CheckoutFinding> {
  try {
    switch (call.kind) {
      case 'CREATE_INTENT': {
        const made = await findIntent(stripe, call.intentId);
        return made === null ? { outcome: 'not_done' } : intentCreated(made);
      }
      case 'AUTHORIZE': {
        const made = await findIntent(stripe, call.intentId);
        if (made === null) return { outcome: 'not_done' };
        return { ...answerFromIntent(await withCharge(stripe, made.id)), pspObject: made.id };
      }
      case 'REFUND': {
        const made = await findRefund(stripe, call);
        return made === null ? { outcome: 'not_done' } : answerFromRefund(made, call.refundId);
      }
      default:
        return judge(await withCharge(stripe, call.pspIntentId), call);
    }
  } catch (error) {
    const failure = classify(error);
    if (failure.class === 'declined')
      return { outcome: 'unknown', reason: failure.error.message, retryAfterMs: null };
    return answerFromFailure(failure);
  }
}

type CallOnIntent = Extract<LookupCall, { pspIntentId: string }> & {
  kind: Exclude<LookupCall['kind'], 'REFUND'>;
};

/** What the intent's current state reveals about a call that may have changed it. */
export function judge(intent: Stripe.PaymentIntent, call: CallOnIntent): CheckoutFinding {
  const isOver = intent.status === 'succeeded' || intent.status === 'canceled';
  switch (call.kind) {
    case 'CONFIRM':
      return wasConfirmed(intent) ? answerFromIntent(intent) : { outcome: 'not_done' };
    case 'CANCEL':
      return isOver || intent.status === 'processing' ? answerFromIntent(intent) : { outcome: 'not_done' };
    case 'RELEASE':
      return isOver
        ? { outcome: 'succeeded', fact: { kind: 'AUTHORIZATION_RELEASED' } }
        : { outcome: 'not_done' };
    case 'CAPTURE':
      return judgeCapture(intent, { ...call, isOver });
  }
}

/** A declined card leaves its error on the intent; without one, no card was tried. */
function wasConfirmed({ status, last_payment_error: error }: Stripe.PaymentIntent): boolean {
  return status !== 'requires_confirmation' && (status !== 'requires_payment_method' || error !== null);
}

/**
 * Stripe reports the total captured, and each capture overwrites the intent's metadata with its payment order id. An
 * amount beyond our records was captured by this call if it was the latest, or if there is no other.
 */
function judgeCapture(
  intent: Stripe.PaymentIntent,
  {
    amountMinor,
    paymentOrderId,
    recordedMinor,
    isAlone,
    isOver,
  }: Extract<LookupCall, { kind: 'CAPTURE' }> & { isOver: boolean },
): CheckoutFinding {
  const unrecorded = BigInt(intent.amount_received) - recordedMinor;
  if (unrecorded === 0n && !isOver) return { outcome: 'not_done' };
  const reported = moneyOf(intent);
  if (unrecorded === 0n) {
    const reason = `the intent is ${intent.status} and this payment order was not captured`;
    return {
      outcome: 'declined',
      fact: { kind: 'CAPTURE_FAILED', reason, authorizationLost: true },
      reported,
    };
  }
  const isLatest = paymentOrderId !== null && intent.metadata['payment_order_id'] === paymentOrderId;
  if ((isLatest && unrecorded >= amountMinor) || (isAlone && unrecorded === amountMinor))
    return { outcome: 'succeeded', fact: { kind: 'CAPTURED', amountMinor }, reported };
  const reason = `the PSP captured ${unrecorded} more than is recorded, without naming the payment order`;
  // Another capture may be about to be recorded; alone, there is nothing to wait for.
  return isAlone ? { outcome: 'rejected', reason } : { outcome: 'unknown', reason, retryAfterMs: null };
}

function withCharge(stripe: Stripe, pspIntentId: string): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.retrieve(pspIntentId, { expand: ['latest_charge'] });
}

async function findIntent(stripe: Stripe, intentId: string): Promise<Stripe.PaymentIntent | null> {
  const query = `metadata['payment_intent_id']:'${intentId}'`;
  const [found] = (await stripe.paymentIntents.search({ query, limit: 1 })).data;
  if (found !== undefined) return found;
  const gte = Math.floor(Date.now() / 1000) - SEARCH_LAG_SECONDS;
  for await (const each of stripe.paymentIntents.list({ created: { gte }, limit: 100 }))
    if (each.metadata['payment_intent_id'] === intentId) return each;
  return null;
}

/** The list of an intent's refunds is complete, so a refund missing from it was not created. */
async function findRefund(
  stripe: Stripe,
  { pspIntentId, refundId }: Extract<LookupCall, { kind: 'REFUND' }>,
): Promise<Stripe.Refund | null> {
  for await (const each of stripe.refunds.list({ payment_intent: pspIntentId, limit: 100 }))
    if (each.metadata?.['refund_id'] === refundId) return each;
  return null;
}
