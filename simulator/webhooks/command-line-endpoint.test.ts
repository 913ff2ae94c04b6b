import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestSimulator, stripeFor, until, WebhookReceiver } from '../testing/simulator-fixture.js';

it('replaces the command-line endpoint when the next start names another URL', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'simulator-'));
  const first = await WebhookReceiver.start();
  first.status = 500;
  const before = await startTestSimulator({
    dataDirectory: directory,
    webhook: { url: first.url, secret: 'whsec_1' },
  });
  const intent = await stripeFor(before).paymentIntents.create({ amount: 1_000, currency: 'eur' });
  await until(() => first.received.length > 0);
  await before.close();
  await first.close();

  const second = await WebhookReceiver.start();
  const after = await startTestSimulator({
    dataDirectory: directory,
    webhook: { url: second.url, secret: 'whsec_2' },
  });
  const webhook = await until(() => second.received.find(({ body }) => body.includes(intent.id)));
  const stripe = stripeFor(after);
  expect(stripe.webhooks.constructEvent(webhook.body, webhook.signature, 'whsec_2').type).toBe(
    'payment_intent.created',
  );
  expect((await stripe.webhookEndpoints.list()).data.map(({ url }) => url)).toEqual([second.url]);
  await after.close();
  await second.close();
  await rm(directory, { recursive: true });
});
