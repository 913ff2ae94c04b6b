import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import {
  addFault,
  clearFaults,
  control,
  startTestSimulator,
  stripeFor,
} from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

const params: Stripe.PaymentIntentCreateParams = { amount: 1_000, currency: 'eur' };

it('is fully unavailable until the outage ends', async () => {
  await control(running, 'settings', { body: { outage: 'unreachable' } });
  await expect(stripe.paymentIntents.create(params)).rejects.toBeInstanceOf(
    Stripe.errors.StripeConnectionError,
  );
  await control(running, 'settings', { body: { outage: 'error' } });
  await expect(stripe.paymentIntents.create(params)).rejects.toMatchObject({ statusCode: 503 });
  await control(running, 'settings', { body: { outage: null } });
  expect((await stripe.paymentIntents.create(params)).object).toBe('payment_intent');
});

it('returns 429 with Retry-After in a burst, and the same key then works', async () => {
  await addFault(running, { kind: 'rate_limit', retryAfterSeconds: 1, times: 3 });
  const create = (): Promise<Stripe.Response<Stripe.PaymentIntent>> =>
    stripe.paymentIntents.create(params, { idempotencyKey: 'limited-1' });
  for (let index = 0; index < 3; index += 1) {
    await expect(create()).rejects.toMatchObject({
      type: 'StripeRateLimitError',
      headers: { 'retry-after': '1' },
    });
  }
  const created = await create();
  expect(created.lastResponse.headers['idempotent-replayed']).toBeUndefined();
});

it('returns 409 as for a key in use, which the SDK retries with the same key', async () => {
  await addFault(running, { operation: 'payment_intents.create', kind: 'conflict', times: 1 });
  await expect(stripe.paymentIntents.create(params)).rejects.toMatchObject({
    statusCode: 409,
    code: 'idempotency_key_in_use',
  });
  await addFault(running, { operation: 'payment_intents.create', kind: 'conflict', times: 1 });
  const retrying = stripeFor(running, { maxNetworkRetries: 2 });
  expect((await retrying.paymentIntents.create(params)).object).toBe('payment_intent');
});

it('replays a stored 500 on every retry with the same key', async () => {
  await addFault(running, { operation: 'payment_intents.create', kind: 'fail_after', status: 500, times: 1 });
  const retrying = stripeFor(running, { maxNetworkRetries: 1 });
  await expect(retrying.paymentIntents.create(params, { idempotencyKey: 'done-1' })).rejects.toMatchObject({
    statusCode: 500,
    headers: { 'idempotent-replayed': 'true' },
  });
  const [newest] = (await stripe.paymentIntents.list({ limit: 1 })).data;
  expect(newest?.amount).toBe(1_000);
});

it('declines with the decline code of a scripted fault', async () => {
  await addFault(running, {
    operation: 'payment_intents.create',
    kind: 'fail',
    status: 402,
    code: 'do_not_honor',
    times: 1,
  });
  await expect(stripe.paymentIntents.create(params)).rejects.toMatchObject({
    type: 'StripeCardError',
    code: 'card_declined',
    decline_code: 'do_not_honor',
  });
});

it('enforces the documented sandbox rate limit when enabled', async () => {
  await control(running, 'settings', { body: { rateLimit: 'sandbox' } });
  const requests = Array.from({ length: 60 }, () => stripe.paymentIntents.create(params));
  const results = await Promise.allSettled(requests);
  await control(running, 'settings', { body: { rateLimit: 'off' } });
  const limited = results
    .filter((result) => result.status === 'rejected')
    .map((result) => result.reason as unknown);
  // At most two windows of one second: at least ten of sixty are rejected.
  expect(limited.length).toBeGreaterThanOrEqual(10);
  expect(limited[0]).toMatchObject({
    statusCode: 429,
    code: 'rate_limit',
    headers: { 'stripe-rate-limited-reason': 'global-rate' },
  });
});

it('fails in the same places with the same seed', async () => {
  const run = async (): Promise<string[]> => {
    const again = await startTestSimulator({ seed: 'replay' });
    await addFault(again, { operation: 'payment_intents.create', kind: 'fail', probability: 0.3 });
    const client = stripeFor(again);
    const outcomes: string[] = [];
    for (let index = 0; index < 40; index += 1) {
      outcomes.push(
        await client.paymentIntents.create(params).then(
          ({ id }) => id,
          () => 'failed',
        ),
      );
    }
    await again.close();
    return outcomes;
  };
  const first = await run();
  expect(await run()).toEqual(first);
  expect(first.filter((outcome) => outcome === 'failed').length).toBeGreaterThan(3);
  await clearFaults(running);
});

it('counts the requests of each operation, including rejected ones', async () => {
  const fresh = await startTestSimulator();
  const client = stripeFor(fresh);
  await client.paymentIntents.create(params);
  await expect(client.paymentIntents.create({ amount: -1, currency: 'eur' })).rejects.toThrow('greater than');
  expect(await control(fresh, 'calls')).toEqual({ calls: { 'payment_intents.create': 2 } });
  await fresh.close();
});
