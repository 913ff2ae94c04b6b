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

/** Sends card data as the payment element in a browser does. */
function tokenize(number: string, expiry = '2040'): Promise<Response> {
  return fetch(`${running.url}/v1/confirmation_tokens`, {
    method: 'POST',
    headers: { Authorization: 'Bearer pk_test_browser', Origin: 'http://shop.example' },
    body: new URLSearchParams({
      'payment_method_data[type]': 'card',
      'payment_method_data[card][number]': number,
      'payment_method_data[card][exp_month]': '12',
      'payment_method_data[card][exp_year]': expiry,
      'payment_method_data[card][cvc]': '123',
    }),
  });
}

function newIntent(): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    allowed_payment_method_types: ['card'],
    capture_method: 'manual',
  });
}

it('accepts card data from a browser on another origin, and the token pays once', async () => {
  const response = await tokenize('4242 4242 4242 4242');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const token = (await response.json()) as Stripe.ConfirmationToken;
  expect(token).toMatchObject({
    object: 'confirmation_token',
    payment_method_preview: { card: { last4: '4242', brand: 'visa' } },
  });
  const intent = await newIntent();
  const confirmed = await stripe.paymentIntents.confirm(intent.id, { confirmation_token: token.id });
  expect(confirmed.status).toBe('requires_capture');
  const other = await newIntent();
  await expect(stripe.paymentIntents.confirm(other.id, { confirmation_token: token.id })).rejects.toThrow(
    'already been used',
  );
});

it('answers a browser’s preflight', async () => {
  const response = await fetch(`${running.url}/v1/confirmation_tokens`, { method: 'OPTIONS' });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-headers')).toContain('Authorization');
});

it.each([
  ['4000000000000002', 'generic_decline'],
  ['4000000000009995', 'insufficient_funds'],
  ['4000000000000069', 'expired_card'],
  ['4000000000000127', 'incorrect_cvc'],
])('declines card %s with %s when the payment is confirmed', async (number, declineCode) => {
  const token = (await (await tokenize(number)).json()) as { id: string };
  const intent = await newIntent();
  await expect(
    stripe.paymentIntents.confirm(intent.id, { confirmation_token: token.id }),
  ).rejects.toMatchObject({
    type: 'StripeCardError',
    decline_code: declineCode,
  });
});

it.each([
  ['4242424242424241', '2040', 'incorrect_number'],
  ['4242424242424242', '2001', 'invalid_expiry_year'],
  ['4111111111111111', '2040', 'card_declined'],
])('rejects card data %s / %s with %s', async (number, expiry, code) => {
  const response = await tokenize(number, expiry);
  expect(response.status).toBe(402);
  expect(await response.json()).toMatchObject({ error: { type: 'card_error', code } });
});

it('limits publishable keys to creating tokens', async () => {
  const browser = await fetch(`${running.url}/v1/payment_intents`, {
    method: 'POST',
    headers: { Authorization: 'Bearer pk_test_browser' },
    body: new URLSearchParams({ amount: '1000', currency: 'eur' }),
  });
  expect(browser.status).toBe(401);
  const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
  expect(token.object).toBe('confirmation_token');
});
