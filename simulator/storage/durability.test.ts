import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { advance, availableFunds, balanceOf, authorizedFunds } from '../testing/builders.js';
import {
  addFault,
  control,
  journal,
  stripeFor,
  until,
  WebhookReceiver,
} from '../testing/simulator-fixture.js';
import { spawnSimulator, type SimulatorProcess } from '../testing/simulator-process.js';

let directory: string;
let receiver: WebhookReceiver;
let running: SimulatorProcess;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'simulator-'));
  receiver = await WebhookReceiver.start();
});

afterEach(async () => {
  await running.kill();
  await receiver.close();
  await rm(directory, { recursive: true });
});

function start(): Promise<SimulatorProcess> {
  return spawnSimulator([
    '--port',
    '0',
    '--data',
    directory,
    '--webhook-url',
    receiver.url,
    '--webhook-secret',
    'whsec_d',
  ]);
}

it('loses nothing acknowledged when killed under load, and continues with pending webhooks', async () => {
  running = await start();
  receiver.status = 500;
  const stripe = stripeFor(running);
  const acknowledged: { id: string; key: string }[] = [];
  let killed = false;
  const client = async (name: number): Promise<void> => {
    for (let index = 0; !killed; index += 1) {
      const key = `load-${name}-${index}`;
      try {
        const intent = await stripe.paymentIntents.create(
          {
            amount: 1000,
            currency: 'eur',
            capture_method: 'manual',
            allowed_payment_method_types: ['card'],
            payment_method: 'pm_card_visa',
            confirm: true,
          },
          { idempotencyKey: key },
        );
        acknowledged.push({ id: intent.id, key });
      } catch (error) {
        if (!killed) throw error;
      }
    }
  };
  const clients = Array.from({ length: 8 }, (_, name) => client(name));
  await until(() => acknowledged.length >= 200, 30_000);
  killed = true;
  await running.kill();
  await Promise.all(clients);

  receiver.status = 200;
  const undelivered = receiver.received.length;
  running = await start();
  const again = stripeFor(running);
  const authorized = new Set((await journal(running, 'type=authorize')).map((entry) => entry.intent));
  expect(acknowledged.filter(({ id }) => !authorized.has(id))).toEqual([]);
  const last = acknowledged.at(-1);
  expect(await again.paymentIntents.retrieve(last?.id ?? '')).toMatchObject({ status: 'requires_capture' });
  const replayed = await again.paymentIntents.create(
    {
      amount: 1000,
      currency: 'eur',
      capture_method: 'manual',
      allowed_payment_method_types: ['card'],
      payment_method: 'pm_card_visa',
      confirm: true,
    },
    { idempotencyKey: last?.key ?? '' },
  );
  expect(replayed.id).toBe(last?.id);
  await until(() => receiver.received.length > undelivered, 30_000);
}, 60_000);

it('exits cleanly on SIGTERM and restarts with the same objects', async () => {
  running = await start();
  const intent = await stripeFor(running).paymentIntents.create({ amount: 1000, currency: 'eur' });
  expect(await running.stop()).toBe(0);
  running = await start();
  const restarted = stripeFor(running);
  expect(await restarted.paymentIntents.retrieve(intent.id)).toEqual(intent);
  const next = await restarted.paymentIntents.create({ amount: 1000, currency: 'eur' });
  expect(next.id).not.toBe(intent.id);
}, 60_000);

it('keeps faults, settings, the clock, balances and due items across a kill', async () => {
  running = await start();
  const stripe = stripeFor(running);
  await addFault(running, { operation: 'refunds.create', kind: 'fail', times: 3 });
  await control(running, 'settings', { body: { settlementDelaySeconds: 3600 } });
  await advance(running, { advanceDays: 3 });
  const paid = await stripe.paymentIntents.create({ ...availableFunds, payment_method: 'pm_card_visa' });
  const authorized = await stripe.paymentIntents.create(authorizedFunds);
  const before = await balanceOf(stripe, 'usd');
  await running.kill();
  running = await start();
  const again = stripeFor(running);
  await expect(again.refunds.create({ payment_intent: paid.id })).rejects.toMatchObject({ statusCode: 500 });
  expect(await balanceOf(again, 'usd')).toEqual(before);
  expect(before.pending).toBeGreaterThan(0);
  // The clock is three days ahead of real time; settlement and expiry are still due.
  const clock = await control<{ now: number }>(running, 'clock');
  expect(clock.now - Math.floor(Date.now() / 1000)).toBeGreaterThan(2.9 * 86_400);
  await advance(running, { advanceDays: 8 });
  expect(await balanceOf(again, 'usd')).toEqual({ available: before.pending, pending: 0 });
  expect((await again.paymentIntents.retrieve(authorized.id)).status).toBe('canceled');
}, 60_000);

it('truncates a partial line left by a kill', async () => {
  running = await start();
  const intent = await stripeFor(running).paymentIntents.create({ amount: 1000, currency: 'eur' });
  await running.kill();
  await appendFile(join(directory, 'simulator.log'), '{"n":99,"p":[["payment_intent",{"id":"pi_half"');
  running = await start();
  const restarted = stripeFor(running);
  expect((await restarted.paymentIntents.retrieve(intent.id)).id).toBe(intent.id);
  await restarted.paymentIntents.create({ amount: 1000, currency: 'eur' });
  await running.kill();
  running = await start();
  expect((await stripeFor(running).paymentIntents.list()).data).toHaveLength(2);
}, 60_000);
