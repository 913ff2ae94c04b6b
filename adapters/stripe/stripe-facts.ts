import type Stripe from 'stripe';

import type { CheckoutAnswer, CheckoutFact } from '../../core/checkout/model/checkout-psp.js';
import type { PspMoney } from '../../core/psp/psp-answer.js';

/** An answer with a fact about the intent. */
type AnswerWithFact = Extract<CheckoutAnswer, { fact: CheckoutFact }>;

/**
 * The fact implied by an intent's current state. A captured intent still reports its authorization, in case it was
 * never recorded; recording it twice has no effect.
 */
export function answerFromIntent(intent: Stripe.PaymentIntent): AnswerWithFact {
  return { ...answerOf(intent), reported: moneyOf(intent) };
}

/** The answer for a newly created intent. */
export function intentCreated(intent: Stripe.PaymentIntent): CheckoutAnswer {
  const { id: pspIntentId, client_secret: clientSecret } = intent;
  if (clientSecret === null) return { outcome: 'rejected', reason: `${pspIntentId} has no client secret` };
  const fact = { kind: 'INTENT_CREATED', pspIntentId, clientSecret } as const;
  return { outcome: 'succeeded', fact, pspObject: pspIntentId, reported: moneyOf(intent) };
}

/** The amount and currency of an intent, a charge or a refund. */
export function moneyOf({ amount, currency }: { amount: number; currency: string }): PspMoney {
  return { amountMinor: BigInt(amount), currency: currency.toUpperCase() };
}

function answerOf(intent: Stripe.PaymentIntent): AnswerWithFact {
  switch (intent.status) {
    case 'requires_capture':
    case 'succeeded':
      return { outcome: 'succeeded', fact: authorized(intent) };
    case 'requires_action':
      return { outcome: 'pending', fact: actionRequired(intent) };
    case 'canceled':
      return { outcome: 'declined', fact: canceled(intent) };
    case 'requires_payment_method':
      return requiresPaymentMethod(intent);
    default:
      // processing, requires_confirmation, and any status Stripe adds: nothing is decided yet.
      return { outcome: 'pending', fact: { kind: 'PROCESSING' } };
  }
}

/** A decline with the bank's code and message. */
export function declined(error: {
  decline_code?: string | undefined;
  code?: string | undefined;
  message?: string | undefined;
}): CheckoutFact {
  return {
    kind: 'DECLINED',
    declineCode: error.decline_code ?? error.code ?? 'declined',
    message: error.message ?? 'The bank declined the card.',
  };
}

function requiresPaymentMethod({ last_payment_error: error }: Stripe.PaymentIntent): AnswerWithFact {
  if (error === null) return { outcome: 'pending', fact: { kind: 'PROCESSING' } };
  return { outcome: 'declined', fact: declined(error) };
}

function canceled({ amount_received: received }: Stripe.PaymentIntent): CheckoutFact {
  return { kind: 'INTENT_CANCELED', capturedMinor: BigInt(received) };
}

function authorized(intent: Stripe.PaymentIntent): CheckoutFact {
  const { amount, amount_received: received, latest_charge: charge } = intent;
  const card = typeof charge === 'object' ? charge?.payment_method_details?.card : undefined;
  const captureBefore = card?.capture_before;
  return {
    kind: 'AUTHORIZED',
    amountMinor: BigInt(amount),
    multicapture: card?.multicapture?.status === 'available',
    captureBefore: typeof captureBefore === 'number' ? new Date(captureBefore * 1000) : null,
    ...savedCard(intent),
    ...(intent.status === 'succeeded' ? { endedWithMinor: BigInt(received) } : {}),
  };
}

/** The card saved with the authorization, if that was requested. */
function savedCard({ customer, payment_method, setup_future_usage: usage }: Stripe.PaymentIntent) {
  if (usage === null || customer === null || payment_method === null) return {};
  return { savedCard: { customer: idOf(customer), paymentMethod: idOf(payment_method) } };
}

function idOf(object: string | { id: string }): string {
  return typeof object === 'string' ? object : object.id;
}

function actionRequired({ next_action: action }: Stripe.PaymentIntent): CheckoutFact {
  return {
    kind: 'ACTION_REQUIRED',
    action: { type: action?.type ?? 'unknown', redirectUrl: action?.redirect_to_url?.url ?? null },
  };
}
