import type Stripe from 'stripe';
import { control } from './simulator-fixture.js';

const card: Stripe.PaymentIntentCreateParams = {
  amount: 20_000,
  currency: 'usd',
  allowed_payment_method_types: ['card'],
  payment_method: 'pm_card_bypassPending',
  confirm: true,
};

/** Calls every operation of the simulator at least once, with its usual errors. */
export async function callEveryOperation(stripe: Stripe, running: { url: string }): Promise<void> {
  await payments(stripe);
  await declinesAndChallenges(stripe);
  await customersAndCards(stripe);
  await refunds(stripe, running);
  await disputes(stripe);
  await connect(stripe, running);
  await webhooksAndEvents(stripe);
}

async function payments(stripe: Stripe): Promise<void> {
  const created = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    capture_method: 'manual',
    allowed_payment_method_types: ['card'],
    metadata: { order: 'ord_1' },
    shipping: { name: 'A Shopper', address: { line1: 'Street 1', city: 'Town', country: 'DE' } },
    payment_method_options: {
      card: { request_multicapture: 'if_available', request_extended_authorization: 'if_available' },
    },
  });
  await stripe.paymentIntents.update(created.id, { description: 'An order' });
  const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
  await stripe.confirmationTokens.retrieve(token.id);
  await stripe.paymentIntents.confirm(created.id, {
    confirmation_token: token.id,
    expand: ['latest_charge', 'payment_method'],
  });
  await stripe.paymentIntents.capture(created.id, { amount_to_capture: 400, final_capture: false });
  await stripe.paymentIntents.capture(created.id, { expand: ['latest_charge.balance_transaction'] });
  await stripe.paymentIntents.retrieve(created.id);
  await stripe.paymentIntents.list({ limit: 3 });
  await stripe.paymentIntents.search({ query: "metadata['order']:'ord_1' AND status:'succeeded'" });
  await stripe.charges.list({ payment_intent: created.id });
  await stripe.charges.search({ query: "currency:'eur'" });
  const paid = await stripe.paymentIntents.retrieve(created.id);
  await stripe.charges.retrieve(idOf(paid.latest_charge), { expand: ['payment_intent'] });
  await stripe.charges.update(idOf(paid.latest_charge), { metadata: { checked: 'yes' } });
  const authorized = await stripe.paymentIntents.create({ ...card, capture_method: 'manual' });
  await stripe.paymentIntents.cancel(authorized.id, { cancellation_reason: 'abandoned' });
  await stripe.paymentIntents.capture(authorized.id).catch(() => undefined);
  await stripe.paymentIntents.retrieve('pi_missing').catch(() => undefined);
}

async function declinesAndChallenges(stripe: Stripe): Promise<void> {
  await stripe.paymentIntents
    .create({ ...card, payment_method: 'pm_card_visa_chargeDeclined' })
    .catch(() => undefined);
  await stripe.paymentIntents.create({
    ...card,
    payment_method: 'pm_card_authenticationRequired',
    return_url: 'https://shop.example/return',
  });
  await stripe.paymentIntents.create({ ...card, payment_method: 'pm_card_threeDSecure2Required' });
}

async function customersAndCards(stripe: Stripe): Promise<void> {
  const customer = await stripe.customers.create({ email: 'shopper@example.com', name: 'A Shopper' });
  await stripe.customers.update(customer.id, { phone: '+4912345' });
  await stripe.customers.retrieve(customer.id);
  await stripe.customers.list({ email: 'shopper@example.com' });
  const method = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
  await stripe.paymentMethods.retrieve(method.id);
  await stripe.paymentMethods.attach(method.id, { customer: customer.id });
  await stripe.paymentMethods.update(method.id, { metadata: { saved: 'yes' } });
  await stripe.paymentMethods.list({ customer: customer.id });
  await stripe.customers.listPaymentMethods(customer.id);
  await stripe.customers.retrievePaymentMethod(customer.id, method.id);
  await stripe.paymentMethods.detach(method.id);
  const setup = await stripe.setupIntents.create({
    customer: customer.id,
    allowed_payment_method_types: ['card'],
  });
  await stripe.setupIntents.update(setup.id, { description: 'Save a card' });
  await stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_visa' });
  await stripe.setupIntents.retrieve(setup.id, { expand: ['customer', 'payment_method'] });
  await stripe.setupIntents.list({ customer: customer.id });
  const declined = await stripe.setupIntents.create({ allowed_payment_method_types: ['card'] });
  await stripe.setupIntents
    .confirm(declined.id, { payment_method: 'pm_card_visa_chargeDeclined' })
    .catch(() => undefined);
  await stripe.setupIntents.confirm(declined.id, { payment_method: 'pm_card_authenticationRequired' });
  await stripe.setupIntents.cancel(declined.id);
  await stripe.customers.del(customer.id);
  await stripe.customers.retrieve(customer.id);
}

async function refunds(stripe: Stripe, running: { url: string }): Promise<void> {
  const paid = await stripe.paymentIntents.create(card);
  const refund = await stripe.refunds.create({
    payment_intent: paid.id,
    amount: 500,
    reason: 'requested_by_customer',
  });
  await stripe.refunds.update(refund.id, { metadata: { why: 'damaged' } });
  await stripe.refunds.retrieve(refund.id, { expand: ['charge', 'balance_transaction'] });
  await stripe.refunds.list({ payment_intent: paid.id });
  await stripe.refunds.cancel(refund.id).catch(() => undefined);
  const failing = await stripe.paymentIntents.create({ ...card, payment_method: 'pm_card_refundFail' });
  const failed = await stripe.refunds.create({ payment_intent: failing.id });
  const later = await stripe.paymentIntents.create({ ...card, payment_method: 'pm_card_pendingRefund' });
  const pending = await stripe.refunds.create({ payment_intent: later.id });
  const expiring = await stripe.paymentIntents.create({ ...card, capture_method: 'manual' });
  await control(running, 'clock', { body: { advanceDays: 8 } });
  await stripe.refunds.retrieve(failed.id);
  await stripe.refunds.retrieve(pending.id);
  await stripe.paymentIntents.retrieve(expiring.id, { expand: ['latest_charge'] });
  await stripe.refunds.list({ payment_intent: expiring.id });
}

async function disputes(stripe: Stripe): Promise<void> {
  await stripe.paymentIntents.create({ ...card, payment_method: 'pm_card_createDispute' });
  const inquiry = await stripe.paymentIntents.create({
    ...card,
    payment_method: 'pm_card_createDisputeInquiry',
  });
  const [dispute] = (await stripe.disputes.list({ limit: 2 })).data.slice(1);
  const [opened] = (await stripe.disputes.list({ payment_intent: inquiry.id })).data;
  await stripe.disputes.retrieve(dispute?.id ?? '', { expand: ['charge'] });
  await stripe.disputes.update(dispute?.id ?? '', { evidence: { uncategorized_text: 'winning_evidence' } });
  await stripe.disputes.update(opened?.id ?? '', {
    evidence: { uncategorized_text: 'escalate_inquiry_evidence' },
  });
  await stripe.disputes.close(opened?.id ?? '');
}

async function connect(stripe: Stripe, running: { url: string }): Promise<void> {
  await stripe.balance.retrieve();
  const account = await stripe.accounts.create({
    type: 'express',
    country: 'US',
    email: 'seller@example.com',
    capabilities: { transfers: { requested: true } },
  });
  await stripe.transfers
    .create({ amount: 100, currency: 'usd', destination: account.id })
    .catch(() => undefined);
  await stripe.accounts.update(account.id, {
    business_type: 'individual',
    individual: { first_name: 'Sel', last_name: 'Ler' },
    external_account: 'btok_us',
    tos_acceptance: { date: 1_700_000_000, ip: '127.0.0.1' },
  });
  await stripe.accounts.retrieve(account.id);
  await stripe.accounts.retrieve(null);
  await stripe.accounts.list();
  const transfer = await stripe.transfers.create({ amount: 3000, currency: 'usd', destination: account.id });
  const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 500 });
  await stripe.transfers.retrieveReversal(transfer.id, reversal.id);
  await stripe.transfers.listReversals(transfer.id);
  await stripe.transfers.update(transfer.id, { metadata: { seller: 's1' } });
  await stripe.transfers.retrieve(transfer.id, { expand: ['destination', 'balance_transaction'] });
  await stripe.transfers.list({ destination: account.id });
  await stripe.charges.retrieve(idOf(transfer.destination_payment), undefined, {
    stripeAccount: account.id,
  });
  const asSeller = { stripeAccount: account.id };
  const canceled = await stripe.payouts.create({ amount: 100, currency: 'usd' }, asSeller);
  await stripe.payouts.cancel(canceled.id, undefined, asSeller);
  const payout = await stripe.payouts.create({ amount: 1000, currency: 'usd' }, asSeller);
  await stripe.payouts.update(payout.id, { metadata: { run: '1' } }, asSeller);
  await control(running, 'clock', { body: { advanceDays: 2 } });
  await control(running, `payouts/${payout.id}/fail`, { body: {} });
  await stripe.payouts.retrieve(payout.id, undefined, asSeller);
  await stripe.payouts.list({ limit: 5 }, asSeller);
  await stripe.balance.retrieve(undefined, asSeller);
  const movements = await stripe.balanceTransactions.list({ limit: 100 });
  await stripe.balanceTransactions.retrieve(movements.data[0]?.id ?? '', { expand: ['source'] });
  await stripe.balanceTransactions.list({ limit: 20 }, asSeller);
  await control(running, `accounts/${account.id}`, { body: { state: 'restricted' } });
  await stripe.accounts.retrieve(account.id);
  const empty = await stripe.accounts.create({ type: 'custom', country: 'DE' });
  await stripe.accounts.del(empty.id);
}

async function webhooksAndEvents(stripe: Stripe): Promise<void> {
  const endpoint = await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/webhooks',
    enabled_events: ['charge.captured'],
  });
  await stripe.webhookEndpoints.update(endpoint.id, { description: 'Nothing listens there' });
  await stripe.webhookEndpoints.retrieve(endpoint.id);
  await stripe.webhookEndpoints.list();
  await stripe.webhookEndpoints.del(endpoint.id);
  const events = await stripe.events.list({
    limit: 100,
    types: ['charge.captured', 'payment_intent.succeeded'],
  });
  await stripe.events.retrieve(events.data[0]?.id ?? '');
  for await (const event of stripe.events.list({ limit: 100 })) void event;
}

/** The id of an expandable field. */
function idOf(reference: string | { id: string } | null | undefined): string {
  return typeof reference === 'string' ? reference : (reference?.id ?? '');
}
