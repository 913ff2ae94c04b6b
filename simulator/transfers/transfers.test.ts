import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { advance, availableFunds, balanceOf, enabledSeller, authorizedFunds } from '../testing/builders.js';
import { control, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

it('moves money from the platform to a seller and records both sides', async () => {
  await stripe.paymentIntents.create(availableFunds);
  const seller = await enabledSeller(stripe);
  const before = await balanceOf(stripe, 'usd');
  const transfer = await stripe.transfers.create({
    amount: 7_000,
    currency: 'usd',
    destination: seller.id,
    transfer_group: 'ord_1',
  });
  expect(transfer).toMatchObject({
    amount: 7_000,
    destination: seller.id,
    reversed: false,
    transfer_group: 'ord_1',
  });
  expect((await balanceOf(stripe, 'usd')).available).toBe(before.available - 7_000);
  expect(await balanceOf(stripe, 'usd', seller.id)).toEqual({ available: 7_000, pending: 0 });
  const [movement] = (await stripe.balanceTransactions.list({}, { stripeAccount: seller.id })).data;
  expect(movement).toMatchObject({ amount: 7_000, type: 'payment', source: transfer.destination_payment });
});

it('rejects more than the platform has available', async () => {
  const seller = await enabledSeller(stripe);
  const { available } = await balanceOf(stripe, 'usd');
  const transfer = stripe.transfers.create({
    amount: available + 1,
    currency: 'usd',
    destination: seller.id,
  });
  await expect(transfer).rejects.toMatchObject({ statusCode: 400, code: 'balance_insufficient' });
});

it('rejects a seller who cannot receive transfers', async () => {
  const seller = await enabledSeller(stripe);
  await control(running, `accounts/${seller.id}`, { body: { state: 'restricted' } });
  const transfer = stripe.transfers.create({ amount: 1, currency: 'usd', destination: seller.id });
  await expect(transfer).rejects.toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
  await expect(
    stripe.transfers.create({ amount: 1, currency: 'usd', destination: 'acct_none' }),
  ).rejects.toMatchObject({
    code: 'resource_missing',
    param: 'destination',
  });
});

it('can use a charge as source before its funds are available, up to its amount', async () => {
  const seller = await enabledSeller(stripe);
  const authorized = await stripe.paymentIntents.create({ ...authorizedFunds, currency: 'usd' });
  const source = (await stripe.paymentIntents.capture(authorized.id)).latest_charge as string;
  await stripe.transfers.create({
    amount: 9_000,
    currency: 'usd',
    destination: seller.id,
    source_transaction: source,
  });
  expect(await balanceOf(stripe, 'usd', seller.id)).toEqual({ available: 0, pending: 9_000 });
  const more = stripe.transfers.create({
    amount: 1_001,
    currency: 'usd',
    destination: seller.id,
    source_transaction: source,
  });
  await expect(more).rejects.toThrow('must not exceed the source amount');
  await advance(running, { advanceDays: 3 });
  expect(await balanceOf(stripe, 'usd', seller.id)).toEqual({ available: 9_000, pending: 0 });
});

it('reverses a transfer in parts, up to its amount', async () => {
  await stripe.paymentIntents.create(availableFunds);
  const seller = await enabledSeller(stripe);
  const transfer = await stripe.transfers.create({ amount: 5_000, currency: 'usd', destination: seller.id });
  await stripe.transfers.createReversal(transfer.id, { amount: 2_000 });
  await expect(stripe.transfers.createReversal(transfer.id, { amount: 3_001 })).rejects.toMatchObject({
    param: 'amount',
  });
  await stripe.transfers.createReversal(transfer.id);
  expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({
    amount_reversed: 5_000,
    reversed: true,
  });
  await expect(stripe.transfers.createReversal(transfer.id)).rejects.toThrow('already fully reversed');
});

it('allows a reversal to make a seller’s balance negative only with connected reserves', async () => {
  await stripe.paymentIntents.create(availableFunds);
  const seller = await enabledSeller(stripe);
  const transfer = await stripe.transfers.create({ amount: 5_000, currency: 'usd', destination: seller.id });
  await stripe.payouts.create({ amount: 4_000, currency: 'usd' }, { stripeAccount: seller.id });
  await expect(stripe.transfers.createReversal(transfer.id)).rejects.toMatchObject({
    code: 'balance_insufficient',
  });
  await control(running, 'settings', { body: { connectedReserves: true } });
  await stripe.transfers.createReversal(transfer.id);
  await control(running, 'settings', { body: { connectedReserves: false } });
  expect((await balanceOf(stripe, 'usd', seller.id)).available).toBe(-4_000);
});
