import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { availableFunds, balanceOf, enabledSeller, authorizedFunds } from '../testing/builders.js';
import { journal, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'simulator-'));
});

afterEach(() => rm(directory, { recursive: true }));

it('compacts a long log at start-up without losing data', async () => {
  const first = await startTestSimulator({ dataDirectory: directory });
  const stripe = stripeFor(first);
  await stripe.paymentIntents.create(availableFunds);
  const seller = await enabledSeller(stripe);
  await stripe.transfers.create({ amount: 500, currency: 'usd', destination: seller.id });
  const authorized = await stripe.paymentIntents.create(authorizedFunds, { idempotencyKey: 'compact-1' });
  for (let index = 0; index < 200; index += 1) {
    await stripe.paymentIntents.update(authorized.id, { description: `note ${index}` });
  }
  const entries = await journal(first);
  await first.close();
  const before = (await stat(join(directory, 'simulator.log'))).size;

  const second = await startTestSimulator({ dataDirectory: directory, compactFromBytes: 1_000 });
  expect((await stat(join(directory, 'simulator.log'))).size).toBeLessThan(before);
  const again = stripeFor(second);
  const next = await again.paymentIntents.create(authorizedFunds);
  await second.close();

  const third = await startTestSimulator({ dataDirectory: directory });
  const last = stripeFor(third);
  expect((await last.paymentIntents.retrieve(authorized.id)).description).toBe('note 199');
  expect((await last.paymentIntents.retrieve(next.id)).status).toBe('requires_capture');
  expect((await last.paymentIntents.create(authorizedFunds, { idempotencyKey: 'compact-1' })).id).toBe(
    authorized.id,
  );
  expect(await balanceOf(last, 'usd', seller.id)).toEqual({ available: 500, pending: 0 });
  expect((await journal(third)).slice(0, entries.length)).toEqual(entries);
  await third.close();
});
