import { jsonAnswer, type Answer } from '../http/answer.js';
import { errorBody, StripeError, type ErrorType } from '../http/stripe-error.js';
import type { Fault } from './fault.js';
import type { Strike } from './fault-desk.js';

/**
 * The answer of a fault that prevents execution; `stored` is true when it is stored under the idempotency key.
 * Undefined when no such fault strikes.
 */
export function answerStrike(
  strikes: readonly Strike[],
  requestId: string,
): { answer: Answer; stored: boolean } | undefined {
  for (const { fault, delayMs } of strikes) {
    switch (fault.kind) {
      case 'fail':
      case 'rate_limit':
      case 'conflict':
        return { answer: { ...failure(fault, requestId), afterMs: delayMs }, stored: false };
      case 'fail_stored':
        return { answer: failure(fault, requestId), stored: true };
      case 'timeout_before':
        return { answer: { ...jsonAnswer(504, ''), ending: 'hang' }, stored: false };
      case 'reset_before':
        return { answer: { ...jsonAnswer(502, ''), afterMs: delayMs, ending: 'reset' }, stored: false };
      case 'delay':
      case 'fail_after':
      case 'timeout_after':
      case 'reset':
      case 'webhook_drop':
      case 'webhook_duplicate':
      case 'webhook_delay':
      case 'webhook_reorder':
      case 'webhook_forge':
        break;
    }
  }
  return undefined;
}

/** How the answer of an executed request ends, and the error that replaces it, if any. */
export function laterEnding(
  strikes: readonly Strike[],
  requestId: string,
): { ending: Answer['ending']; failure?: Answer } {
  for (const { fault } of strikes) {
    if (fault.kind === 'timeout_after') return { ending: 'hang' };
    if (fault.kind === 'reset') return { ending: 'reset_mid_body' };
    if (fault.kind === 'fail_after') return { ending: 'complete', failure: failure(fault, requestId) };
  }
  return { ending: 'complete' };
}

/** Milliseconds that the striking faults add before execution. */
export function totalDelay(strikes: readonly Strike[]): number {
  let total = 0;
  for (const { fault, delayMs } of strikes) {
    if (fault.kind === 'delay' || fault.kind === 'timeout_after' || fault.kind === 'reset') total += delayMs;
  }
  return total;
}

function failure(fault: Fault, requestId: string): Answer {
  const error = new StripeError(fault.status, fault.message ?? defaultMessage(fault), {
    type: errorType(fault.status),
    details: {
      ...(fault.code === null ? {} : codeDetails(fault)),
    },
  });
  const headers: Record<string, string> = {};
  if (fault.retryAfterSeconds !== null) headers['Retry-After'] = String(fault.retryAfterSeconds);
  if (fault.status === 429) headers['Stripe-Rate-Limited-Reason'] = 'global-rate';
  return jsonAnswer(fault.status, JSON.stringify(errorBody(error, requestId)), headers);
}

function codeDetails(fault: Fault): { code: string; decline_code?: string } {
  const code = fault.code ?? '';
  // A decline reason such as insufficient_funds is at Stripe a decline_code of card_declined.
  if (fault.status !== 402 || code === 'card_declined' || code === 'expired_card') return { code };
  return { code: 'card_declined', decline_code: code };
}

function errorType(status: number): ErrorType {
  if (status === 402) return 'card_error';
  if (status === 409) return 'idempotency_error';
  return status >= 500 ? 'api_error' : 'invalid_request_error';
}

function defaultMessage(fault: Fault): string {
  switch (fault.status) {
    case 402:
      return 'Your card was declined.';
    case 409:
      return 'There is currently another in-progress request using this Idempotent Key.';
    case 429:
      return 'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.';
    default:
      return 'An unknown error occurred.';
  }
}
