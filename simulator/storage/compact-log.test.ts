import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { availableFunds, balanceOf, enabledSeller, heldFunds } from '../testing/builders.js';
import { journal, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'simulator-'));
});

afterEach(() => rm(directory, { recursive: true }));

it('rewrites a long log at the start without forgetting anything', async () => {
  const first = await startTestSimulator({ dataDirectory: directory });
  const stripe = stripeFor(first);
  await stripe.paymentIntents.create(availableFunds);
  const seller = await enabledSeller(stripe);
  await stripe.transfers.create({ amount: 500, currency: 'usd', destination: seller.id });
  const held = await stripe.paymentIntents.create(heldFunds, { idempotencyKey: 'compact-1' });
  for (let index = 0; index < 200; index += 1) {
    await stripe.paymentIntents.update(held.id, { description: `note ${index}` });
  }
  const entries = await journal(first);
  await first.close();
  const before = (await stat(join(directory, 'simulator.log'))).size;

  const second = await startTestSimulator({ dataDirectory: directory, compactFromBytes: 1_000 });
  expect((await stat(join(directory, 'simulator.log'))).size).toBeLessThan(before);
  const again = stripeFor(second);
  const next = await again.paymentIntents.create(heldFunds);
  await second.close();

  const third = await startTestSimulator({ dataDirectory: directory });
  const last = stripeFor(third);
  expect((await last.paymentIntents.retrieve(held.id)).description).toBe('note 199');
  expect((await last.paymentIntents.retrieve(next.id)).status).toBe('requires_capture');
  expect((await last.paymentIntents.create(heldFunds, { idempotencyKey: 'compact-1' })).id).toBe(held.id);
  expect(await balanceOf(last, 'usd', seller.id)).toEqual({ available: 500, pending: 0 });
  expect((await journal(third)).slice(0, entries.length)).toEqual(entries);
  await third.close();
});
