import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

function answer(setup: Stripe.SetupIntent, result: 'complete' | 'fail'): Promise<Response> {
  const url = setup.next_action?.redirect_to_url?.url ?? '';
  return fetch(url, { method: 'POST', body: new URLSearchParams({ result }), redirect: 'manual' });
}

async function setUp(card: string, customer: string): Promise<Stripe.SetupIntent> {
  return stripe.setupIntents.create({
    customer,
    allowed_payment_method_types: ['card'],
    payment_method: card,
    confirm: true,
    return_url: 'https://shop.example/cards',
  });
}

function pay(customer: string, method: string, offSession = true): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    amount: 1_000,
    currency: 'eur',
    customer,
    payment_method: method,
    allowed_payment_method_types: ['card'],
    off_session: offSession,
    confirm: true,
  });
}

it('saves a card for a customer, who can then pay with it repeatedly', async () => {
  const customer = await stripe.customers.create({ email: 'a@example.com' });
  const setup = await setUp('pm_card_visa', customer.id);
  expect(setup.status).toBe('succeeded');
  const method = setup.payment_method as string;
  expect((await pay(customer.id, method)).status).toBe('succeeded');
  expect((await pay(customer.id, method)).status).toBe('succeeded');
  expect((await stripe.customers.listPaymentMethods(customer.id)).data.map(({ id }) => id)).toEqual([method]);
});

it('authenticates a card once when it is saved, and not again off-session', async () => {
  const customer = await stripe.customers.create();
  const setup = await setUp('pm_card_authenticationRequiredOnSetup', customer.id);
  expect(setup.status).toBe('requires_action');
  const back = await answer(setup, 'complete');
  expect(back.headers.get('location')).toContain(`setup_intent=${setup.id}`);
  const saved = await stripe.setupIntents.retrieve(setup.id);
  expect(saved.status).toBe('succeeded');
  expect((await pay(customer.id, saved.payment_method as string)).status).toBe('succeeded');
});

it('does not save a card whose authentication failed', async () => {
  const customer = await stripe.customers.create();
  const setup = await setUp('pm_card_authenticationRequired', customer.id);
  await answer(setup, 'fail');
  expect(await stripe.setupIntents.retrieve(setup.id)).toMatchObject({
    status: 'requires_payment_method',
    last_setup_error: { code: 'setup_intent_authentication_failure' },
  });
  expect((await stripe.customers.listPaymentMethods(customer.id)).data).toEqual([]);
});

it('saves the card of a payment with setup_future_usage', async () => {
  const customer = await stripe.customers.create();
  const paid = await stripe.paymentIntents.create({
    amount: 1_000,
    currency: 'eur',
    customer: customer.id,
    setup_future_usage: 'off_session',
    payment_method: 'pm_card_visa',
    allowed_payment_method_types: ['card'],
    confirm: true,
  });
  expect((await pay(customer.id, paid.payment_method as string)).status).toBe('succeeded');
});

it('rejects reusing a card without a customer, and another customer’s card', async () => {
  const first = await stripe.paymentIntents.create({
    amount: 1_000,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    allowed_payment_method_types: ['card'],
    confirm: true,
  });
  const customer = await stripe.customers.create();
  await expect(pay(customer.id, first.payment_method as string)).rejects.toThrow('may not be used again');
  const setup = await setUp('pm_card_visa', customer.id);
  const other = await stripe.customers.create();
  await expect(pay(other.id, setup.payment_method as string)).rejects.toThrow('belongs to a Customer');
});

it('attaches the card that fails later, and declines it when charged', async () => {
  const customer = await stripe.customers.create();
  const method = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id });
  await expect(pay(customer.id, method.id)).rejects.toMatchObject({ code: 'card_declined' });
  await expect(
    stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer: customer.id }),
  ).rejects.toMatchObject({ code: 'card_declined' });
});
