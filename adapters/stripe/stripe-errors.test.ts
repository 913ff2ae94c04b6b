import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';

import { classify, answerFromFailure } from './stripe-errors.js';

const { errors } = Stripe;
const raw = (fields: Record<string, unknown>) => ({ message: 'm', type: 'api_error', ...fields }) as never;

describe('a failed call to Stripe', () => {
  test.each([
    ['a lost connection', new errors.StripeConnectionError(raw({}))],
    ['a 500', new errors.StripeAPIError(raw({ statusCode: 500 }))],
    [
      'an idempotency key in use',
      new errors.StripeIdempotencyError(raw({ statusCode: 409, code: 'idempotency_key_in_use' })),
    ],
    ['a wrong API key', new errors.StripeAuthenticationError(raw({ statusCode: 401 }))],
    ['an error from outside Stripe', new Error('socket hang up')],
    ['a thrown value that is not an Error', 'odd'],
  ])('with %s has an unknown outcome, never a definitive one', (_what, error) => {
    expect(classify(error).class).toBe('unknown');
  });

  test('with a card error is declined', () => {
    expect(classify(new errors.StripeCardError(raw({ statusCode: 402, code: 'card_declined' }))).class).toBe(
      'declined',
    );
  });

  test('with a request that Stripe cannot accept is invalid', () => {
    const failure = classify(
      new errors.StripeInvalidRequestError(raw({ statusCode: 400, code: 'parameter_unknown' })),
    );
    expect(failure).toEqual({ class: 'invalid', code: 'parameter_unknown', reason: 'parameter_unknown: m' });
  });

  test('with a key reused for other parameters has its own class, because it is a bug of ours', () => {
    expect(classify(new errors.StripeIdempotencyError(raw({ statusCode: 400 }))).class).toBe('key_misused');
  });

  test('on an intent in an unexpected state has its own class', () => {
    const error = new errors.StripeInvalidRequestError(
      raw({ statusCode: 400, code: 'payment_intent_unexpected_state' }),
    );
    expect(classify(error).class).toBe('unexpected_state');
  });

  test('with a 429 certainly changed nothing and is retried after the delay that Stripe names', () => {
    const failure = classify(
      new errors.StripeRateLimitError(raw({ statusCode: 429, headers: { 'retry-after': '3' } })),
    );
    if (failure.class === 'declined') throw new Error('unexpected decline');
    expect(answerFromFailure(failure)).toMatchObject({ outcome: 'not_called', retryInMs: 3_000 });
  });

  test('with a 503 is retried after the delay that Stripe names', () => {
    const failure = classify(
      new errors.StripeAPIError(raw({ statusCode: 503, headers: { 'retry-after': '3' } })),
    );
    if (failure.class === 'declined') throw new Error('unexpected decline');
    expect(answerFromFailure(failure)).toMatchObject({ outcome: 'unknown', retryAfterMs: 3_000 });
  });
});
