import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { advance, availableFunds, balanceOf } from '../testing/builders.js';
import { control, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

async function disputed(card = 'pm_card_createDispute'): Promise<Stripe.Dispute> {
  const paid = await stripe.paymentIntents.create({ ...availableFunds, payment_method: card });
  const [dispute] = (await stripe.disputes.list({ payment_intent: paid.id })).data;
  if (dispute === undefined) throw new Error('no dispute was opened');
  return dispute;
}

it('withdraws the amount and a fee when the charge is disputed', async () => {
  const dispute = await disputed();
  expect(dispute).toMatchObject({
    status: 'needs_response',
    reason: 'fraudulent',
    amount: 50_000,
    is_charge_refundable: false,
  });
  expect(dispute.balance_transactions).toMatchObject([
    { amount: -50_000, fee: 1_500, net: -51_500, type: 'adjustment' },
  ]);
  expect(await stripe.charges.retrieve(dispute.charge as string)).toMatchObject({ disputed: true });
  await expect(stripe.refunds.create({ charge: dispute.charge as string })).rejects.toMatchObject({
    code: 'charge_disputed',
  });
});

it('is won with winning evidence, which returns amount and fee', async () => {
  const dispute = await disputed();
  const before = await balanceOf(stripe, 'usd');
  const won = await stripe.disputes.update(dispute.id, {
    evidence: { uncategorized_text: 'winning_evidence' },
  });
  expect(won.status).toBe('won');
  expect((await balanceOf(stripe, 'usd')).available).toBe(before.available + 51_500);
});

it('is lost with losing evidence, when closed, and without a timely response', async () => {
  const first = await disputed();
  expect(
    (await stripe.disputes.update(first.id, { evidence: { uncategorized_text: 'losing_evidence' } })).status,
  ).toBe('lost');
  const second = await disputed('pm_card_createDisputeProductNotReceived');
  expect((await stripe.disputes.close(second.id)).status).toBe('lost');
  const third = await disputed();
  await advance(running, { advanceDays: 30 });
  expect((await stripe.disputes.retrieve(third.id)).status).toBe('lost');
});

it('stays under review with other evidence, which is staged when submit is false', async () => {
  const dispute = await disputed();
  const staged = await stripe.disputes.update(dispute.id, {
    evidence: { customer_name: 'A Shopper' },
    submit: false,
  });
  expect(staged).toMatchObject({
    status: 'needs_response',
    evidence_details: { has_evidence: true, submission_count: 0 },
  });
  const sent = await stripe.disputes.update(dispute.id, {
    evidence: { uncategorized_text: 'It was delivered.' },
  });
  expect(sent.status).toBe('under_review');
  await control(running, `disputes/${dispute.id}`, { body: { outcome: 'won' } });
  expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('won');
});

it('can start as an inquiry, which withdraws nothing until the bank escalates it', async () => {
  const before = await balanceOf(stripe, 'usd');
  const inquiry = await disputed('pm_card_createDisputeInquiry');
  expect(inquiry).toMatchObject({
    status: 'warning_needs_response',
    is_charge_refundable: true,
    balance_transactions: [],
  });
  const charge = await stripe.charges.retrieve(inquiry.charge as string);
  expect(charge.disputed).toBe(false);
  const escalated = await stripe.disputes.update(inquiry.id, {
    evidence: { uncategorized_text: 'escalate_inquiry_evidence' },
  });
  expect(escalated.status).toBe('needs_response');
  expect((await balanceOf(stripe, 'usd')).available).not.toBe(before.available);
});

it('can be opened for any captured charge through the control API', async () => {
  const paid = await stripe.paymentIntents.create(availableFunds);
  const dispute = await control<Stripe.Dispute>(running, 'disputes', {
    body: { charge: paid.latest_charge, reason: 'duplicate', amount: 1_000 },
  });
  expect(dispute).toMatchObject({ reason: 'duplicate', amount: 1_000 });
});
