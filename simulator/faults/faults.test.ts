import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Fault } from './fault.js';
import type { RunningSimulator } from '../start-simulator.js';
import {
  addFault,
  clearFaults,
  control,
  journal,
  startTestSimulator,
  stripeFor,
} from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterEach(() => clearFaults(running));
afterAll(() => running.close());

const params: Stripe.PaymentIntentCreateParams = {
  amount: 1000,
  currency: 'eur',
  capture_method: 'manual',
  allowed_payment_method_types: ['card'],
  payment_method: 'pm_card_visa',
  confirm: true,
};

async function journalCount(): Promise<number> {
  return (await journal(running)).length;
}

it('delays the answer by the given time', async () => {
  await addFault(running, { operation: 'payment_intents.create', kind: 'delay', delayMs: 80, times: 1 });
  const started = performance.now();
  await stripe.paymentIntents.create(params);
  expect(performance.now() - started).toBeGreaterThanOrEqual(79);
});

it('fails without executing, the given number of times', async () => {
  const before = await journalCount();
  await addFault(running, { operation: 'payment_intents.create', kind: 'fail', status: 500, times: 1 });
  await expect(stripe.paymentIntents.create(params)).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
  expect(await journalCount()).toBe(before);
  expect((await stripe.paymentIntents.create(params)).status).toBe('requires_capture');
});

it('executes but never answers: a retry with the same key finds the money moved once', async () => {
  const before = await journalCount();
  await addFault(running, { operation: 'payment_intents.create', kind: 'timeout_after', times: 1 });
  const shortTimeout = stripeFor(running, { timeout: 100 });
  await expect(
    shortTimeout.paymentIntents.create(params, { idempotencyKey: 'after-1' }),
  ).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
  const retried = await stripe.paymentIntents.create(params, { idempotencyKey: 'after-1' });
  expect(retried.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(await journalCount()).toBe(before + 1);
});

it('neither executes nor answers', async () => {
  const before = await journalCount();
  await addFault(running, { operation: 'payment_intents.create', kind: 'timeout_before', times: 1 });
  const shortTimeout = stripeFor(running, { timeout: 100 });
  await expect(
    shortTimeout.paymentIntents.create(params, { idempotencyKey: 'before-1' }),
  ).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
  expect(await journalCount()).toBe(before);
  const retried = await stripe.paymentIntents.create(params, { idempotencyKey: 'before-1' });
  expect(retried.lastResponse.headers['idempotent-replayed']).toBeUndefined();
});

it('resets the connection in the middle of the body: a retry with the same key finds the money moved once', async () => {
  const before = await journalCount();
  await addFault(running, { operation: 'payment_intents.create', kind: 'reset', times: 1 });
  await expect(stripe.paymentIntents.create(params, { idempotencyKey: 'reset-1' })).rejects.toBeInstanceOf(
    Stripe.errors.StripeConnectionError,
  );
  const retried = await stripe.paymentIntents.create(params, { idempotencyKey: 'reset-1' });
  expect(retried.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(await journalCount()).toBe(before + 1);
});

it('resets the connection before executing, and the SDK itself retries with the same key', async () => {
  const before = await journalCount();
  const fault = await addFault(running, {
    operation: 'payment_intents.create',
    kind: 'reset_before',
    times: 1,
  });
  const created = await stripe.paymentIntents.create(params, { idempotencyKey: 'reset-2' });
  expect(created.status).toBe('requires_capture');
  expect(await journalCount()).toBe(before + 1);
  const { faults } = await control<{ faults: Fault[] }>(running, 'faults');
  expect(faults).toMatchObject([{ id: fault.id, struck: 1, remaining: 0 }]);
});

it('draws delays from a range', async () => {
  await addFault(running, { operation: 'customers.create', kind: 'delay', delayMs: 10, delayMaxMs: 60 });
  const times: number[] = [];
  for (let index = 0; index < 8; index += 1) {
    const started = performance.now();
    await stripe.customers.create();
    times.push(performance.now() - started);
  }
  expect(Math.min(...times)).toBeGreaterThanOrEqual(9);
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(5);
});

it('lets a slow card delay the answer after the authorization', async () => {
  const shortTimeout = stripeFor(running, { timeout: 150 });
  const slow = { ...params, payment_method: 'pm_card_sim_slow', metadata: { story: 'slow' } };
  await expect(shortTimeout.paymentIntents.create(slow, { idempotencyKey: 'slow-1' })).rejects.toBeInstanceOf(
    Stripe.errors.StripeConnectionError,
  );
  const { data } = await stripe.paymentIntents.search({ query: "metadata['story']:'slow'" });
  expect(data).toMatchObject([{ status: 'requires_capture' }]);
  // The first request still uses the key.
  await expect(stripe.paymentIntents.create(slow, { idempotencyKey: 'slow-1' })).rejects.toMatchObject({
    statusCode: 409,
  });
});

it('strikes only requests that match its operation, amount and metadata', async () => {
  await addFault(running, {
    operation: 'payment_intents.capture',
    kind: 'fail',
    match: { metadata: { seller: 'a' } },
  });
  const ofA = await stripe.paymentIntents.create({ ...params, metadata: { seller: 'a' } });
  const ofB = await stripe.paymentIntents.create({ ...params, metadata: { seller: 'b' } });
  await expect(stripe.paymentIntents.capture(ofA.id)).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
  expect((await stripe.paymentIntents.capture(ofB.id)).status).toBe('succeeded');
});

it('stores a failure under its key', async () => {
  await addFault(running, {
    operation: 'payment_intents.create',
    kind: 'fail_stored',
    status: 500,
    times: 1,
  });
  const create = (): Promise<unknown> => stripe.paymentIntents.create(params, { idempotencyKey: 'stored-1' });
  await expect(create()).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
  await expect(create()).rejects.toMatchObject({
    statusCode: 500,
    headers: { 'idempotent-replayed': 'true' },
  });
});

it('denies live keys access to the control API', async () => {
  const response = await fetch(`${running.url}/_sim/faults`, {
    headers: { Authorization: 'Bearer sk_live_1' },
  });
  expect(response.status).toBe(403);
});
