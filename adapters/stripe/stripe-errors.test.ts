import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';

import { classify, undecided } from './stripe-errors.js';

const { errors } = Stripe;
const raw = (fields: Record<string, unknown>) => ({ message: 'm', type: 'api_error', ...fields }) as never;

describe('a failed call to Stripe', () => {
  test.each([
    ['a lost connection', new errors.StripeConnectionError(raw({}))],
    ['a 500', new errors.StripeAPIError(raw({ statusCode: 500 }))],
    [
      'a key in use',
      new errors.StripeIdempotencyError(raw({ statusCode: 409, code: 'idempotency_key_in_use' })),
    ],
    ['a wrong API key', new errors.StripeAuthenticationError(raw({ statusCode: 401 }))],
    ['something that is no Stripe error', new Error('socket hang up')],
    ['something that is no error', 'odd'],
  ])('%s is unknown, never a failure', (_what, error) => {
    expect(classify(error).class).toBe('unknown');
  });

  test('a refused card is declined', () => {
    expect(classify(new errors.StripeCardError(raw({ statusCode: 402, code: 'card_declined' }))).class).toBe(
      'declined',
    );
  });

  test('a request that Stripe cannot accept is invalid: a person has to look', () => {
    const failure = classify(
      new errors.StripeInvalidRequestError(raw({ statusCode: 400, code: 'parameter_unknown' })),
    );
    expect(failure).toEqual({ class: 'invalid', code: 'parameter_unknown', reason: 'parameter_unknown: m' });
  });

  test('the same key with other parameters is a class of its own: that would be a bug of ours', () => {
    expect(classify(new errors.StripeIdempotencyError(raw({ statusCode: 400 }))).class).toBe('key_misused');
  });

  test('an intent in another state than expected has to be looked at', () => {
    const error = new errors.StripeInvalidRequestError(
      raw({ statusCode: 400, code: 'payment_intent_unexpected_state' }),
    );
    expect(classify(error).class).toBe('unexpected_state');
  });

  test('a 429 was turned away: certainly nothing happened, and the wait that Stripe asks for is kept to', () => {
    const failure = classify(
      new errors.StripeRateLimitError(raw({ statusCode: 429, headers: { 'retry-after': '3' } })),
    );
    if (failure.class === 'declined') throw new Error('not undecided');
    expect(undecided(failure)).toMatchObject({ outcome: 'not_called', retryInMs: 3_000 });
  });

  test('an outage that says how long it takes is believed', () => {
    const failure = classify(
      new errors.StripeAPIError(raw({ statusCode: 503, headers: { 'retry-after': '3' } })),
    );
    if (failure.class === 'declined') throw new Error('not undecided');
    expect(undecided(failure)).toMatchObject({ outcome: 'unknown', retryAfterMs: 3_000 });
  });
});
