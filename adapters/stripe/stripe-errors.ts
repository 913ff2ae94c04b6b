import Stripe from 'stripe';

import type { CheckoutAnswer } from '../../core/checkout/model/checkout-psp.js';

/** The meaning of a failed call, decided only here. */
export type StripeFailure =
  /** The bank declined; definitive. */
  | Readonly<{ class: 'declined'; error: Stripe.errors.StripeCardError }>
  /** The intent is not in the state that the call requires; retrieving it shows its actual state. */
  | Readonly<{ class: 'unexpected_state'; reason: string }>
  /** Stripe rejects the request itself; nothing happened, and a retry would fail the same way. */
  | Readonly<{ class: 'invalid'; code: string; reason: string }>
  /** The key was used before with other parameters: a bug of ours, and the outcome of the first call stays unknown. */
  | Readonly<{ class: 'key_misused'; reason: string }>
  /** Not processed: too many requests, or another one is changing the same object. */
  | Readonly<{ class: 'turned_away'; reason: string; retryAfterMs: number | null }>
  /** It may or may not have happened; a retry with the same key finds out. */
  | Readonly<{
      class: 'unknown';
      reason: string;
      retryAfterMs: number | null;
      /** Stripe stored its own error under the key and replays it for as long as it keeps the key. */
      isStored?: boolean;
    }>;

const { errors } = Stripe;

/** Retry delay of a 429 without a `retry-after` header. */
const TURNED_AWAY_MS = 1_000;

/** Classifies an error thrown by the client. Anything unrecognized is `unknown`, never definitive. */
export function classify(error: unknown): StripeFailure {
  if (!(error instanceof errors.StripeError)) {
    return {
      class: 'unknown',
      reason: error instanceof Error ? error.message : String(error),
      retryAfterMs: null,
    };
  }
  const reason = [error.code ?? error.type, error.message].join(': ');
  if (error instanceof errors.StripeCardError) return { class: 'declined', error };
  if (error instanceof errors.StripeRateLimitError) {
    return { class: 'turned_away', reason, retryAfterMs: retryAfterMs(error.headers) };
  }
  if (error.code === 'payment_intent_unexpected_state' || error.code === 'charge_expired_for_capture') {
    return { class: 'unexpected_state', reason };
  }
  if (error instanceof errors.StripeIdempotencyError && error.statusCode !== 409) {
    return { class: 'key_misused', reason };
  }
  if (error instanceof errors.StripeInvalidRequestError && error.statusCode !== 409) {
    return { class: 'invalid', code: error.code ?? error.type, reason };
  }
  const isStored = error.headers?.['idempotent-replayed'] === 'true';
  const stored = isStored ? { isStored } : {};
  return { class: 'unknown', reason, retryAfterMs: retryAfterMs(error.headers), ...stored };
}

/** The answer for a failure that is not a decline. */
export function answerFromFailure(failure: Exclude<StripeFailure, { class: 'declined' }>): CheckoutAnswer {
  if (failure.class === 'unknown') {
    const { class: outcome, ...rest } = failure;
    return { outcome, ...rest };
  }
  if (failure.class === 'turned_away') {
    return {
      outcome: 'not_called',
      reason: failure.reason,
      retryInMs: failure.retryAfterMs ?? TURNED_AWAY_MS,
    };
  }
  return { outcome: 'rejected', reason: failure.reason };
}

function retryAfterMs(headers: Record<string, string> | undefined): number | null {
  const seconds = Number(headers?.['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}
