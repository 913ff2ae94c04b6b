import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { startTestSimulator, stripeFor, until, WebhookReceiver } from '../testing/simulator-fixture.js';

let receiver: WebhookReceiver;
let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  running = await startTestSimulator({ webhook: { url: receiver.url, secret: 'whsec_3ds' } });
  stripe = stripeFor(running);
});

afterAll(async () => {
  await running.close();
  await receiver.close();
});

async function challenged(
  method = 'pm_card_authenticationRequired',
): Promise<{ intent: Stripe.PaymentIntent; url: string }> {
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    capture_method: 'manual',
    allowed_payment_method_types: ['card'],
    payment_method: method,
    confirm: true,
    return_url: 'https://shop.example/return?order=1',
  });
  return { intent, url: intent.next_action?.redirect_to_url?.url ?? '' };
}

function answer(url: string, result: 'complete' | 'fail'): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams({ result }), redirect: 'manual' });
}

it('requires authentication and authorizes the payment once the shopper completes it', async () => {
  const { intent, url } = await challenged();
  expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
  const page = await (await fetch(url)).text();
  expect(page).toContain('€10.00');
  const back = await answer(url, 'complete');
  expect(back.status).toBe(303);
  const location = new URL(back.headers.get('location') ?? '');
  expect(location.origin + location.pathname).toBe('https://shop.example/return');
  expect(Object.fromEntries(location.searchParams)).toMatchObject({
    order: '1',
    payment_intent: intent.id,
    payment_intent_client_secret: intent.client_secret,
    redirect_status: 'succeeded',
  });
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
    status: 'requires_capture',
    next_action: null,
  });
  await until(() => receiver.types().includes('payment_intent.requires_action'));
  await until(() => receiver.types().includes('payment_intent.amount_capturable_updated'));
});

it('returns to requires_payment_method when the shopper fails it, and can be retried', async () => {
  const { intent, url } = await challenged();
  const back = await answer(url, 'fail');
  expect(back.headers.get('location')).toContain('redirect_status=failed');
  const failed = await stripe.paymentIntents.retrieve(intent.id);
  expect(failed).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { code: 'payment_intent_authentication_failure' },
  });
  const retried = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
  expect(retried.status).toBe('requires_capture');
});

it('declines after a completed challenge when the bank still declines', async () => {
  const { intent, url } = await challenged('pm_card_threeDSecureRequiredChargeDeclined');
  const back = await answer(url, 'complete');
  expect(back.headers.get('location')).toContain('redirect_status=failed');
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { code: 'card_declined' },
  });
});

it('changes nothing when the challenge is answered twice', async () => {
  const { intent, url } = await challenged();
  await answer(url, 'complete');
  await answer(url, 'fail');
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'requires_capture' });
});

it('stays open when the shopper never returns, and can be paid with another card or canceled', async () => {
  const abandoned = await challenged();
  expect((await stripe.paymentIntents.retrieve(abandoned.intent.id)).status).toBe('requires_action');
  const paid = await stripe.paymentIntents.confirm(abandoned.intent.id, { payment_method: 'pm_card_visa' });
  expect(paid.status).toBe('requires_capture');
  const other = await challenged();
  expect((await stripe.paymentIntents.cancel(other.intent.id)).status).toBe('canceled');
  expect(await (await fetch(other.url)).text()).toContain('nothing left to authenticate');
});

it('declines off-session instead of requiring authentication', async () => {
  const attempt = stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    allowed_payment_method_types: ['card'],
    payment_method: 'pm_card_authenticationRequired',
    confirm: true,
    off_session: true,
  });
  await expect(attempt).rejects.toMatchObject({ code: 'authentication_required' });
});
