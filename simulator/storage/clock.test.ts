import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { advance, availableFunds, balanceOf, authorizedFunds } from '../testing/builders.js';
import { control, journal, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

const multicapture = { payment_method_options: { card: { request_multicapture: 'if_available' } } } as const;

it('cancels an uncaptured intent when its authorization expires', async () => {
  const authorized = await stripe.paymentIntents.create(authorizedFunds);
  await advance(running, { advanceDays: 6 });
  expect((await stripe.paymentIntents.retrieve(authorized.id)).status).toBe('requires_capture');
  await advance(running, { advanceDays: 2 });
  const expired = await stripe.paymentIntents.retrieve(authorized.id, { expand: ['latest_charge'] });
  expect(expired).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'automatic',
    amount_capturable: 0,
  });
  expect(expired.latest_charge).toMatchObject({ refunded: true, captured: false });
  const [refund] = (await stripe.refunds.list({ payment_intent: authorized.id })).data;
  expect(refund?.reason).toBe('expired_uncaptured_charge');
  await expect(stripe.paymentIntents.capture(authorized.id)).rejects.toMatchObject({
    code: 'payment_intent_unexpected_state',
  });
  const types = (await stripe.events.list({ type: 'charge.*', limit: 5 })).data.map(({ type }) => type);
  expect(types).toContain('charge.expired');
  expect((await journal(running, `intent=${authorized.id}`)).map(({ type }) => type)).toEqual([
    'authorize',
    'expire',
  ]);
});

it('expires an authorization at its own time, not at the end of a clock jump', async () => {
  const authorized = await stripe.paymentIntents.create(authorizedFunds);
  await advance(running, { advanceDays: 30 });
  expect((await stripe.paymentIntents.retrieve(authorized.id)).canceled_at).toBe(
    authorized.created + 7 * 86_400,
  );
});

it('settles a partially captured multicapture payment when its authorization expires', async () => {
  const authorized = await stripe.paymentIntents.create({ ...authorizedFunds, ...multicapture });
  await stripe.paymentIntents.capture(authorized.id, { amount_to_capture: 4_000, final_capture: false });
  await advance(running, { advanceDays: 8 });
  const settled = await stripe.paymentIntents.retrieve(authorized.id, { expand: ['latest_charge'] });
  expect(settled).toMatchObject({ status: 'succeeded', amount_received: 4_000, amount_capturable: 0 });
  expect(settled.latest_charge).toMatchObject({ captured: true, refunded: false });
});

it('keeps an extended authorization for up to thirty days', async () => {
  const authorized = await stripe.paymentIntents.create({
    ...authorizedFunds,
    payment_method_options: { card: { request_extended_authorization: 'if_available' } },
  });
  await advance(running, { advanceDays: 29 });
  expect((await stripe.paymentIntents.capture(authorized.id)).status).toBe('succeeded');
});

it('makes pending funds available after the settlement delay, minus the fee', async () => {
  await control(running, 'settings', { body: { fee: { basisPoints: 200, fixed: 10 } } });
  const before = await balanceOf(stripe, 'usd');
  await stripe.paymentIntents.create({ ...availableFunds, amount: 10_000, payment_method: 'pm_card_visa' });
  expect((await balanceOf(stripe, 'usd')).pending).toBe(before.pending + 9_790);
  await advance(running, { advanceDays: 3 });
  expect(await balanceOf(stripe, 'usd')).toEqual({
    available: before.available + before.pending + 9_790,
    pending: 0,
  });
});

it('stops when frozen, and never goes back', async () => {
  await control(running, 'clock', { body: { frozen: true } });
  const first = await stripe.customers.create();
  await advance(running, { advanceSeconds: 100 });
  const second = await stripe.customers.create();
  expect(second.created).toBe(first.created + 100);
  const back = await fetch(`${running.url}/_sim/clock`, {
    method: 'POST',
    body: JSON.stringify({ to: first.created - 10 }),
  });
  expect(back.status).toBe(400);
  await control(running, 'clock', { body: { frozen: false } });
});

it('expires idempotency keys after a day of simulator time', async () => {
  const params = { amount: 1_000, currency: 'eur' };
  const first = await stripe.paymentIntents.create(params, { idempotencyKey: 'day-1' });
  await advance(running, { advanceSeconds: 23 * 3600 });
  expect((await stripe.paymentIntents.create(params, { idempotencyKey: 'day-1' })).id).toBe(first.id);
  await advance(running, { advanceSeconds: 2 * 3600 });
  expect((await stripe.paymentIntents.create(params, { idempotencyKey: 'day-1' })).id).not.toBe(first.id);
});
