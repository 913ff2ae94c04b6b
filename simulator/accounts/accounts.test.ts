import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { availableFunds, enabledSeller } from '../testing/builders.js';
import { control, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

it('lists the missing requirements of a new account and enables it once all are met', async () => {
  const account = await stripe.accounts.create({
    type: 'express',
    country: 'DE',
    capabilities: { transfers: { requested: true } },
  });
  expect(account).toMatchObject({
    type: 'express',
    default_currency: 'eur',
    payouts_enabled: false,
    capabilities: { transfers: 'inactive' },
  });
  expect(account.requirements?.currently_due).toContain('external_account');
  const complete = await stripe.accounts.update(account.id, {
    business_type: 'individual',
    individual: { first_name: 'Sel', last_name: 'Ler' },
    external_account: 'btok_de',
    tos_acceptance: { date: 1_700_000_000, ip: '127.0.0.1' },
  });
  expect(complete).toMatchObject({ payouts_enabled: true, capabilities: { transfers: 'active' } });
  expect(complete.requirements?.currently_due).toEqual([]);
});

it('can be restricted and re-enabled through the control API', async () => {
  const seller = await enabledSeller(stripe);
  await control(running, `accounts/${seller.id}`, {
    body: { state: 'restricted', currentlyDue: ['individual.id_number'] },
  });
  expect(await stripe.accounts.retrieve(seller.id)).toMatchObject({
    payouts_enabled: false,
    capabilities: { transfers: 'inactive' },
    requirements: { currently_due: ['individual.id_number'], disabled_reason: 'requirements.past_due' },
  });
  await control(running, `accounts/${seller.id}`, { body: { state: 'enabled' } });
  expect((await stripe.accounts.retrieve(seller.id)).payouts_enabled).toBe(true);
});

it('isolates the objects of one account from another', async () => {
  const seller = await enabledSeller(stripe);
  const paid = await stripe.paymentIntents.create(availableFunds);
  const asSeller = { stripeAccount: seller.id };
  await expect(stripe.paymentIntents.retrieve(paid.id, undefined, asSeller)).rejects.toMatchObject({
    code: 'resource_missing',
  });
  expect((await stripe.paymentIntents.list({}, asSeller)).data).toEqual([]);
});

it('denies access to an account that does not exist', async () => {
  const missing = stripe.balance.retrieve({}, { stripeAccount: 'acct_missing' });
  await expect(missing).rejects.toMatchObject({
    type: 'StripePermissionError',
    statusCode: 403,
    code: 'account_invalid',
  });
});

it('can be deleted only with a zero balance', async () => {
  await stripe.paymentIntents.create(availableFunds);
  const seller = await enabledSeller(stripe);
  const transfer = await stripe.transfers.create({ amount: 100, currency: 'usd', destination: seller.id });
  await expect(stripe.accounts.del(seller.id)).rejects.toThrow('nonzero balance');
  await stripe.transfers.createReversal(transfer.id);
  expect(await stripe.accounts.del(seller.id)).toEqual(expect.objectContaining({ deleted: true }));
});
