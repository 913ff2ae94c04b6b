import Stripe from 'stripe';

import type { CheckoutAnswer } from '../../core/checkout/model/checkout-psp.js';

/** What a failed call means. Decided here and nowhere else. */
export type StripeFailure =
  /** The bank refused; definitive. */
  | Readonly<{ class: 'declined'; error: Stripe.errors.StripeCardError }>
  /** The intent is not in the state that the call needs; looking at it tells what is true. */
  | Readonly<{ class: 'unexpected_state'; reason: string }>
  /** Stripe refuses the request itself; nothing happened, and repeating it changes nothing. */
  | Readonly<{ class: 'invalid'; code: string; reason: string }>
  /** The key was used before with other parameters: a bug of ours, and what the first call did is not told. */
  | Readonly<{ class: 'key_misused'; reason: string }>
  /** Turned away before it was looked at: too many requests, or another one is changing the same object. */
  | Readonly<{ class: 'turned_away'; reason: string; retryAfterMs: number | null }>
  /** It may or may not have happened; the same key finds out. */
  | Readonly<{
      class: 'unknown';
      reason: string;
      retryAfterMs: number | null;
      /** Stripe has stored its own error under the key, and repeats it for as long as it remembers the key. */
      isStored?: boolean;
    }>;

const { errors } = Stripe;

/** When Stripe turns a request away without saying for how long. */
const TURNED_AWAY_MS = 1_000;

/** Classes an error thrown by the client. Whatever we do not recognise is unknown, never a failure. */
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

/** The answer to a failure that no decision hangs on. */
export function undecided(failure: Exclude<StripeFailure, { class: 'declined' }>): CheckoutAnswer {
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
