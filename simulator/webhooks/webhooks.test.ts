import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { startTestSimulator, stripeFor, until, WebhookReceiver } from '../testing/simulator-fixture.js';

const secret = 'whsec_test';
let receiver: WebhookReceiver;
let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  running = await startTestSimulator({ webhook: { url: receiver.url, secret } });
  stripe = stripeFor(running);
});

afterAll(async () => {
  await running.close();
  await receiver.close();
});

beforeEach(() => {
  receiver.received.length = 0;
  receiver.status = 200;
});

it('sends a signed event with the object’s snapshot and the request’s key', async () => {
  const intent = await stripe.paymentIntents.create(
    { amount: 1000, currency: 'eur' },
    { idempotencyKey: 'hook-1' },
  );
  const webhook = await until(() =>
    receiver.received.find(({ event }) => event.type === 'payment_intent.created'),
  );
  const event = stripe.webhooks.constructEvent(webhook.body, webhook.signature, secret);
  expect(event).toMatchObject({
    object: 'event',
    api_version: '2026-10-28.endive',
    livemode: false,
    data: { object: { id: intent.id, status: 'requires_payment_method' } },
    request: { idempotency_key: 'hook-1', id: intent.lastResponse.requestId },
  });
  expect(() => stripe.webhooks.constructEvent(webhook.body, webhook.signature, 'whsec_other')).toThrow(
    'signature',
  );
});

it('sends all events of an authorization and its capture', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    capture_method: 'manual',
    allowed_payment_method_types: ['card'],
    payment_method: 'pm_card_visa',
    confirm: true,
  });
  await stripe.paymentIntents.capture(intent.id);
  await until(() => receiver.received.length >= 5);
  expect(receiver.types().sort()).toEqual([
    'charge.captured',
    'charge.succeeded',
    'payment_intent.amount_capturable_updated',
    'payment_intent.created',
    'payment_intent.succeeded',
  ]);
});

it('retries until the endpoint answers 2xx', async () => {
  receiver.status = 500;
  await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
  await until(() => receiver.received.length >= 2);
  receiver.status = 200;
  const before = receiver.received.length;
  await until(() => receiver.received.length > before);
  const ids = new Set(receiver.received.map(({ event }) => event.id));
  expect(ids.size).toBe(1);
});
