import type { Call } from '../http/call.js';
import { resourceMissing, StripeError } from '../http/stripe-error.js';
import type { PaymentIntent, PaymentIntentStatus } from './payment-intent.js';

/** The caller's intent with this id; another account's intent does not exist for the caller. */
export function findIntent(call: Call, id: string, param = 'intent'): PaymentIntent {
  const intent = call.tx.get('payment_intent', id);
  if (intent === undefined || (call.tx.ownerOf(id) ?? null) !== call.account) {
    throw resourceMissing('payment_intent', id, param);
  }
  return intent;
}

/** 400 `payment_intent_unexpected_state`: the error includes the intent in its current state. */
export function unexpectedState(intent: PaymentIntent, message: string): StripeError {
  return new StripeError(400, message, {
    details: {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    },
  });
}

/** Rejects an action, in Stripe's words, unless the intent is in one of the given states. */
export function requireStatus(
  intent: PaymentIntent,
  verb: string,
  allowed: readonly PaymentIntentStatus[],
): void {
  if (allowed.includes(intent.status)) return;
  throw unexpectedState(
    intent,
    `This PaymentIntent could not be ${verb} because it has a status of ${intent.status}. ` +
      `Only a PaymentIntent with one of the following statuses may be ${verb}: ${allowed.join(', ')}.`,
  );
}
