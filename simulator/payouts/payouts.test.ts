import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { advance, availableFunds, balanceOf, enabledSeller } from '../testing/builders.js';
import { control, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

/** A seller with a balance of 10,000. */
async function fundedSeller(bank?: string): Promise<{ stripeAccount: string }> {
  await stripe.paymentIntents.create(availableFunds);
  const seller = await enabledSeller(stripe, bank);
  await stripe.transfers.create({ amount: 10_000, currency: 'usd', destination: seller.id });
  return { stripeAccount: seller.id };
}

it('is pending until it is paid on its arrival date', async () => {
  const seller = await fundedSeller();
  const payout = await stripe.payouts.create({ amount: 6_000, currency: 'usd' }, seller);
  expect(payout).toMatchObject({ status: 'pending', amount: 6_000, automatic: false });
  expect((await balanceOf(stripe, 'usd', seller.stripeAccount)).available).toBe(4_000);
  await advance(running, { advanceDays: 2 });
  expect((await stripe.payouts.retrieve(payout.id, undefined, seller)).status).toBe('paid');
});

it('rejects more than is available, and accounts with payouts disabled', async () => {
  const seller = await fundedSeller();
  const tooMuch = stripe.payouts.create({ amount: 10_001, currency: 'usd' }, seller);
  await expect(tooMuch).rejects.toMatchObject({ code: 'balance_insufficient' });
  await control(running, `accounts/${seller.stripeAccount}`, { body: { state: 'restricted' } });
  await expect(stripe.payouts.create({ amount: 1, currency: 'usd' }, seller)).rejects.toMatchObject({
    code: 'payouts_not_allowed',
  });
});

it('fails for the nonexistent test bank account, and the money is returned', async () => {
  const seller = await fundedSeller('btok_us_noAccount');
  const payout = await stripe.payouts.create({ amount: 6_000, currency: 'usd' }, seller);
  await advance(running, { advanceDays: 2 });
  expect(await stripe.payouts.retrieve(payout.id, undefined, seller)).toMatchObject({
    status: 'failed',
    failure_code: 'no_account',
  });
  expect((await balanceOf(stripe, 'usd', seller.stripeAccount)).available).toBe(10_000);
});

it('can be returned by the bank even after it was paid', async () => {
  const seller = await fundedSeller();
  const payout = await stripe.payouts.create({ amount: 6_000, currency: 'usd' }, seller);
  await advance(running, { advanceDays: 2 });
  await control(running, `payouts/${payout.id}/fail`, { body: { failureCode: 'account_closed' } });
  expect(await stripe.payouts.retrieve(payout.id, undefined, seller)).toMatchObject({
    status: 'failed',
    failure_code: 'account_closed',
  });
});

it('can be canceled only while pending', async () => {
  const seller = await fundedSeller();
  const payout = await stripe.payouts.create({ amount: 6_000, currency: 'usd' }, seller);
  expect((await stripe.payouts.cancel(payout.id, undefined, seller)).status).toBe('canceled');
  expect((await balanceOf(stripe, 'usd', seller.stripeAccount)).available).toBe(10_000);
  await expect(stripe.payouts.cancel(payout.id, undefined, seller)).rejects.toThrow('cannot be canceled');
});
