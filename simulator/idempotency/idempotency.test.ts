import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { addFault, journal, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

it('replays the first answer for a repeated key and marks it as replayed', async () => {
  const params = { amount: 1000, currency: 'eur' };
  const first = await stripe.paymentIntents.create(params, { idempotencyKey: 'replay-1' });
  const second = await stripe.paymentIntents.create(params, { idempotencyKey: 'replay-1' });
  expect(second.id).toBe(first.id);
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
});

it('rejects the same key with other parameters', async () => {
  await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' }, { idempotencyKey: 'other-1' });
  const other = stripe.paymentIntents.create(
    { amount: 1001, currency: 'eur' },
    { idempotencyKey: 'other-1' },
  );
  await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
});

it('stores a decline', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    allowed_payment_method_types: ['card'],
  });
  const confirm = (): Promise<unknown> =>
    stripe.paymentIntents.confirm(
      intent.id,
      { payment_method: 'pm_card_visa_chargeDeclined' },
      { idempotencyKey: 'decline-1' },
    );
  await expect(confirm()).rejects.toMatchObject({ code: 'card_declined' });
  const entries = await journal(running);
  await expect(confirm()).rejects.toMatchObject({
    code: 'card_declined',
    headers: { 'idempotent-replayed': 'true' },
  });
  expect(await journal(running)).toEqual(entries);
});

it('does not store a request with invalid parameters', async () => {
  const invalid = stripe.paymentIntents.create({ amount: 0, currency: 'eur' }, { idempotencyKey: 'fixed-1' });
  await expect(invalid).rejects.toMatchObject({ code: 'parameter_invalid_integer' });
  const valid = await stripe.paymentIntents.create(
    { amount: 1000, currency: 'eur' },
    { idempotencyKey: 'fixed-1' },
  );
  expect(valid.amount).toBe(1000);
});

it('returns 409 while the first request is executing, and executes once', async () => {
  await addFault(running, { operation: 'payment_intents.create', kind: 'delay', delayMs: 150, times: 1 });
  const create = (): Promise<Stripe.PaymentIntent> =>
    stripe.paymentIntents.create({ amount: 1234, currency: 'eur' }, { idempotencyKey: 'twice-1' });
  const results = await Promise.allSettled([create(), create()]);
  const fulfilled = results.filter((result) => result.status === 'fulfilled');
  const rejected = results.filter((result) => result.status === 'rejected');
  expect(fulfilled).toHaveLength(1);
  expect(rejected[0]?.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
});
