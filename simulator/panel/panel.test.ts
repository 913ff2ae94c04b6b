import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../faults/fault.js';
import type { RunningSimulator } from '../start-simulator.js';
import { authorizedFunds } from '../testing/builders.js';
import { control, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

async function show(query: string): Promise<string> {
  const response = await fetch(`${running.url}/_sim?${query}`);
  expect(response.headers.get('content-type')).toContain('text/html');
  return response.text();
}

function press(action: string, form: Record<string, string>): Promise<Response> {
  return fetch(`${running.url}/_sim/panel/${action}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
}

it('shows objects, events and the journal in detail', async () => {
  const authorized = await stripe.paymentIntents.create(authorizedFunds, { idempotencyKey: 'panel-1' });
  expect(await show('')).toContain('Payment intents');
  expect(await show(`view=objects&kind=payment_intent&id=${authorized.id}`)).toContain(
    '&quot;amount_capturable&quot;: 10000',
  );
  expect(await show('view=events')).toContain('payment_intent.amount_capturable_updated');
  const journal = await show(`view=journal&intent=${authorized.id}`);
  expect(journal).toContain('panel-1');
  expect(journal).toContain('€100.00');
});

it('escapes text from the shop', async () => {
  const intent = await stripe.paymentIntents.create({
    ...authorizedFunds,
    metadata: { note: '<script>alert(1)</script>' },
  });
  const page = await show(`view=objects&kind=payment_intent&id=${intent.id}`);
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;script&gt;');
});

it('hides secrets', async () => {
  expect(await show('view=objects&kind=webhook_secret')).toContain('Newest payment_intent');
});

it('adds and removes faults', async () => {
  const added = await press('add-fault', {
    operation: 'refunds.create',
    kind: 'delay',
    delayMs: '5',
    times: '',
    probability: '1',
  });
  expect(added.headers.get('location')).toBe('/_sim?view=faults');
  const { faults } = await control<{ faults: Fault[] }>(running, 'faults');
  expect(faults).toMatchObject([{ operation: 'refunds.create', kind: 'delay', delayMs: 5, remaining: null }]);
  expect(await show('view=faults')).toContain('refunds.create');
  await press('remove-fault', { id: faults[0]?.id ?? '' });
  expect(await control(running, 'faults')).toEqual({ faults: [] });
});

it('advances and freezes the clock, and starts and ends an outage', async () => {
  const before = running.simulator.store.clock.now();
  await press('advance', { hours: '24' });
  expect(running.simulator.store.clock.now() - before).toBeGreaterThanOrEqual(86_400);
  await press('freeze', { frozen: 'true' });
  expect(await show('view=clock')).toContain('the clock is frozen');
  await press('freeze', { frozen: 'false' });
  await press('outage', { outage: 'unreachable' });
  await expect(stripe.balance.retrieve()).rejects.toMatchObject({ type: 'StripeConnectionError' });
  await press('outage', { outage: 'none' });
  expect((await stripe.balance.retrieve()).object).toBe('balance');
});
