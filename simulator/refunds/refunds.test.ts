import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { advance, availableFunds, balanceOf, authorizedFunds } from '../testing/builders.js';
import { journal, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

it('refunds a part and then the remainder, debited from the balance', async () => {
  const paid = await stripe.paymentIntents.create(availableFunds);
  const before = await balanceOf(stripe, 'usd');
  const part = await stripe.refunds.create({ payment_intent: paid.id, amount: 20_000 });
  expect(part).toMatchObject({ status: 'succeeded', amount: 20_000, payment_intent: paid.id });
  await stripe.refunds.create({ payment_intent: paid.id });
  const charge = await stripe.charges.retrieve(part.charge as string);
  expect(charge).toMatchObject({ amount_refunded: 50_000, refunded: true });
  expect((await balanceOf(stripe, 'usd')).available).toBe(before.available - 50_000);
  await expect(stripe.refunds.create({ payment_intent: paid.id })).rejects.toMatchObject({
    code: 'charge_already_refunded',
  });
});

it('never refunds more than was captured', async () => {
  const authorized = await stripe.paymentIntents.create(authorizedFunds);
  await expect(stripe.refunds.create({ payment_intent: authorized.id })).rejects.toThrow(
    'cancel the PaymentIntent',
  );
  await stripe.paymentIntents.capture(authorized.id, { amount_to_capture: 4_000 });
  await expect(stripe.refunds.create({ payment_intent: authorized.id, amount: 4_001 })).rejects.toMatchObject(
    {
      param: 'amount',
    },
  );
  expect((await stripe.refunds.create({ payment_intent: authorized.id, amount: 4_000 })).status).toBe(
    'succeeded',
  );
});

it('refunds the captured part of an open multicapture payment', async () => {
  const open = await stripe.paymentIntents.create({
    ...authorizedFunds,
    payment_method_options: { card: { request_multicapture: 'if_available' } },
  });
  await stripe.paymentIntents.capture(open.id, { amount_to_capture: 3_000, final_capture: false });
  await stripe.refunds.create({ payment_intent: open.id });
  const intent = await stripe.paymentIntents.retrieve(open.id, { expand: ['latest_charge'] });
  expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 7_000 });
  // `refunded` becomes true only after the final capture.
  expect(intent.latest_charge).toMatchObject({ amount_refunded: 3_000, refunded: false });
});

it('lets a refund fail later and returns the money to the balance', async () => {
  const paid = await stripe.paymentIntents.create({
    ...availableFunds,
    payment_method: 'pm_card_refundFail',
  });
  const refund = await stripe.refunds.create({ payment_intent: paid.id });
  expect(refund.status).toBe('succeeded');
  await advance(running, { advanceSeconds: 60 });
  const failed = await stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] });
  expect(failed).toMatchObject({
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: { amount: 50_000, type: 'refund_failure' },
  });
  expect(await stripe.charges.retrieve(refund.charge as string)).toMatchObject({
    amount_refunded: 0,
    refunded: false,
  });
  const moves = await journal(running, `object=${refund.id}`);
  expect(moves.map(({ type }) => type)).toEqual(['refund', 'refund_failed']);
});

it('keeps a refund pending until the bank accepts it', async () => {
  const paid = await stripe.paymentIntents.create({
    ...availableFunds,
    payment_method: 'pm_card_pendingRefund',
  });
  const refund = await stripe.refunds.create({ payment_intent: paid.id });
  expect(refund.status).toBe('pending');
  await advance(running, { advanceSeconds: 60 });
  expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
});
