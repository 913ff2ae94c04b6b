import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { advance, enabledSeller } from '../testing/builders.js';
import {
  addFault,
  clearFaults,
  control,
  startTestSimulator,
  stripeFor,
  until,
  WebhookReceiver,
} from '../testing/simulator-fixture.js';

const secret = 'whsec_faults';
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

beforeEach(async () => {
  await clearFaults(running);
  receiver.received.length = 0;
});

function intents(): string[] {
  return receiver.received.map(({ event }) => (event.data.object as { id: string }).id);
}

function create(): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({ amount: 1_000, currency: 'eur' });
}

it('drops an event, which can be resent manually', async () => {
  await addFault(running, { operation: 'payment_intent.created', kind: 'webhook_drop', times: 1 });
  const dropped = await create();
  const next = await create();
  await until(() => intents().includes(next.id));
  expect(intents()).not.toContain(dropped.id);
  const [, event] = (await stripe.events.list({ type: 'payment_intent.created', limit: 2 })).data;
  await control(running, `events/${event?.id}/resend`, { body: {} });
  await until(() => intents().includes(dropped.id));
});

it('delivers an event several times with one id', async () => {
  await addFault(running, {
    operation: 'payment_intent.created',
    kind: 'webhook_duplicate',
    copies: 2,
    times: 1,
  });
  await create();
  await until(() => receiver.received.length === 3);
  expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
});

it('delivers an event days late, when the clock reaches that time', async () => {
  const days = 3 * 86_400_000;
  await addFault(running, {
    operation: 'payment_intent.created',
    kind: 'webhook_delay',
    delayMs: days,
    times: 1,
  });
  const late = await create();
  const next = await create();
  await until(() => intents().includes(next.id));
  expect(intents()).not.toContain(late.id);
  await advance(running, { advanceDays: 4 });
  const webhook = await until(() => receiver.received.find(({ body }) => body.includes(late.id)));
  // The signature is current, so the SDK's tolerance accepts it; the event itself is old.
  const event = stripe.webhooks.constructEvent(webhook.body, webhook.signature, secret);
  expect(event.created).toBe(late.created);
});

it('delivers events out of order', async () => {
  await addFault(running, { operation: 'payment_intent.created', kind: 'webhook_reorder', delayMs: 300 });
  const created: string[] = [];
  for (let index = 0; index < 12; index += 1) created.push((await create()).id);
  await until(() => receiver.received.length === 12);
  expect(intents()).not.toEqual(created);
  expect(intents().sort()).toEqual(created.sort());
});

it('sends a forged event besides the real one, which the SDK rejects', async () => {
  await addFault(running, { operation: 'payment_intent.created', kind: 'webhook_forge', times: 1 });
  await create();
  await until(() => receiver.received.length === 2);
  const genuine = receiver.received.filter(({ body, signature }) => {
    try {
      return stripe.webhooks.constructEvent(body, signature, secret).object === 'event';
    } catch {
      return false;
    }
  });
  expect(genuine).toHaveLength(1);
});

it('sends connected accounts’ events only to Connect endpoints', async () => {
  const connect = await WebhookReceiver.start();
  await control(running, 'webhooks', { body: { url: connect.url, secret: 'whsec_connect', connect: true } });
  const seller = await enabledSeller(stripe);
  await control(running, `accounts/${seller.id}`, { body: { state: 'restricted' } });
  const received = await until(() => connect.received.find(({ event }) => event.type === 'account.updated'));
  expect(received.event.account).toBe(seller.id);
  expect(receiver.types()).not.toContain('account.updated');
  await connect.close();
});

it('counts the undelivered webhooks of an event', async () => {
  receiver.status = 500;
  await create();
  const event = await until(async () => {
    const [newest] = (await stripe.events.list({ limit: 1 })).data;
    return newest?.pending_webhooks === 1 ? newest : undefined;
  });
  receiver.status = 200;
  await until(async () => (await stripe.events.retrieve(event.id)).pending_webhooks === 0);
});
