import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { journal, startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

/** Creates an authorized, uncaptured intent. */
async function authorized(
  extra: Stripe.PaymentIntentCreateParams = { amount: 1000, currency: 'eur' },
): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    capture_method: 'manual',
    allowed_payment_method_types: ['card'],
    payment_method: 'pm_card_visa',
    confirm: true,
    ...extra,
    expand: ['latest_charge'],
  });
}

function multicapture(amount: number): Stripe.PaymentIntentCreateParams {
  return {
    amount,
    currency: 'eur',
    payment_method_options: { card: { request_multicapture: 'if_available' } },
  };
}

function charge(intent: Stripe.PaymentIntent): Stripe.Charge {
  if (intent.latest_charge === null || typeof intent.latest_charge === 'string')
    throw new Error('not expanded');
  return intent.latest_charge;
}

describe('creating', () => {
  it('returns a new intent that requires a payment method', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 5820,
      currency: 'eur',
      capture_method: 'manual',
      metadata: { order: 'ord_1' },
    });
    expect(intent).toMatchObject({
      object: 'payment_intent',
      amount: 5820,
      amount_capturable: 0,
      status: 'requires_payment_method',
      capture_method: 'manual',
      metadata: { order: 'ord_1' },
      livemode: false,
    });
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
    expect(intent.lastResponse.requestId).toMatch(/^req_/);
    expect(intent.lastResponse.apiVersion).toBe('2026-10-28.endive');
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ id: intent.id });
  });

  it('rejects unknown, missing and malformed parameters by name', async () => {
    const create = (params: object): Promise<unknown> =>
      stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams);
    await expect(create({ currency: 'eur' })).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'amount',
      statusCode: 400,
    });
    await expect(create({ amount: 100, currency: 'eur', colour: 'red' })).rejects.toMatchObject({
      code: 'parameter_unknown',
      param: 'colour',
    });
    await expect(create({ amount: 'ten', currency: 'eur' })).rejects.toMatchObject({
      code: 'parameter_invalid_integer',
    });
    await expect(create({ amount: 100, currency: 'xxx' })).rejects.toMatchObject({ param: 'currency' });
    await expect(create({ amount: 10, currency: 'eur' })).rejects.toMatchObject({ code: 'amount_too_small' });
  });

  it('rejects amounts that the currency does not have', async () => {
    const charge = (amount: number, currency: string) => stripe.paymentIntents.create({ amount, currency });
    await expect(charge(100_000_000, 'usd')).rejects.toMatchObject({ code: 'amount_too_large' });
    await expect(charge(1_000_000_000_000, 'idr')).rejects.toMatchObject({ param: 'amount' });
    await expect(charge(399_055, 'isk')).rejects.toMatchObject({ param: 'amount' });
    await expect(charge(2_000_050, 'ugx')).rejects.toMatchObject({ param: 'amount' });
    await expect(charge(5_124, 'kwd')).rejects.toMatchObject({ param: 'amount' });
    expect(await charge(1_500_000_000, 'idr')).toMatchObject({ amount: 1_500_000_000 });
    expect(await charge(5_000, 'xof')).toMatchObject({ amount: 5_000 });
    expect(await charge(399_000, 'isk')).toMatchObject({ amount: 399_000 });
  });

  it('rejects payment_method_types, which is read-only in the pinned API version', async () => {
    const params = { amount: 100, currency: 'eur', payment_method_types: ['card'] };
    await expect(stripe.paymentIntents.create(params)).rejects.toMatchObject({
      statusCode: 400,
      code: 'payment_method_types_no_longer_supported',
    });
  });

  it('rejects a live key and a missing key', async () => {
    const live = new Stripe('sk_live_1234567890', {
      host: '127.0.0.1',
      port: running.port,
      protocol: 'http',
      maxNetworkRetries: 0,
    });
    await expect(live.paymentIntents.create({ amount: 100, currency: 'eur' })).rejects.toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    );
    expect((await fetch(`${running.url}/v1/payment_intents`, { method: 'POST' })).status).toBe(401);
  });
});

describe('confirming', () => {
  it('authorizes the amount of a manual intent and captures that of an automatic one at once', async () => {
    const manual = await authorized();
    expect(manual).toMatchObject({ status: 'requires_capture', amount_capturable: 1000, amount_received: 0 });
    expect(charge(manual)).toMatchObject({ captured: false, amount_captured: 0, paid: true });
    const week = manual.created + 7 * 86_400;
    expect(charge(manual).payment_method_details?.card?.capture_before).toBe(week);
    const automatic = await authorized({ amount: 700, currency: 'eur', capture_method: 'automatic' });
    expect(automatic).toMatchObject({ status: 'succeeded', amount_received: 700, amount_capturable: 0 });
  });

  it('declines with the card’s code and allows a retry on the same intent', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      allowed_payment_method_types: ['card'],
    });
    const declined = stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    });
    await expect(declined).rejects.toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      payment_intent: { id: intent.id, status: 'requires_payment_method' },
    });
    const after = await stripe.paymentIntents.retrieve(intent.id);
    expect(after.last_payment_error).toMatchObject({
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    });
    const retried = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
    expect(retried).toMatchObject({ status: 'succeeded', last_payment_error: null });
  });

  it('requires a return_url when dashboard methods may redirect', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
    await expect(
      stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }),
    ).rejects.toThrow('return_url');
  });

  it('rejects a second confirmation', async () => {
    const intent = await authorized();
    await expect(stripe.paymentIntents.confirm(intent.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });
});

describe('capturing', () => {
  it('allows one partial capture and releases the remainder', async () => {
    const intent = await authorized();
    const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 600 });
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 600, amount_capturable: 0 });
    await expect(stripe.paymentIntents.capture(intent.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    const entries = await journal(running, `intent=${intent.id}`);
    expect(entries.map((entry) => [entry.type, entry.amount])).toEqual([
      ['authorize', 1000],
      ['capture', 600],
      ['release', 400],
    ]);
  });

  it('rejects more than is authorized', async () => {
    const intent = await authorized();
    await expect(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1001 })).rejects.toMatchObject(
      { code: 'amount_too_large' },
    );
  });

  it('rejects final_capture=false unless multicapture was requested', async () => {
    const intent = await authorized();
    expect(charge(intent).payment_method_details?.card?.multicapture?.status).toBe('unavailable');
    const capture = stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1, final_capture: false });
    await expect(capture).rejects.toMatchObject({ param: 'final_capture' });
  });

  it('stays in requires_capture while final_capture is false, even when nothing remains', async () => {
    const intent = await authorized(multicapture(1000));
    expect(charge(intent).payment_method_details?.card?.multicapture?.status).toBe('available');
    const first = await stripe.paymentIntents.capture(intent.id, {
      amount_to_capture: 700,
      final_capture: false,
    });
    expect(first).toMatchObject({ status: 'requires_capture', amount_capturable: 300, amount_received: 700 });
    const second = await stripe.paymentIntents.capture(intent.id, {
      amount_to_capture: 300,
      final_capture: false,
    });
    expect(second).toMatchObject({ status: 'requires_capture', amount_capturable: 0, amount_received: 1000 });
    const last = await stripe.paymentIntents.capture(intent.id, {
      amount_to_capture: 0,
      final_capture: true,
      expand: ['latest_charge'],
    });
    expect(last).toMatchObject({ status: 'succeeded', amount_received: 1000 });
    expect(charge(last)).toMatchObject({ captured: true, amount_captured: 1000 });
  });

  it('allows at most fifty captures of one intent', async () => {
    const intent = await authorized(multicapture(6000));
    for (let index = 0; index < 50; index += 1) {
      await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 100, final_capture: false });
    }
    await expect(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 100 })).rejects.toThrow(
      '50 times',
    );
  });

  it('fails for the card whose captures fail, and leaves the authorization unchanged', async () => {
    const intent = await authorized({
      amount: 1000,
      currency: 'eur',
      payment_method: 'pm_card_sim_captureFails',
    });
    await expect(stripe.paymentIntents.capture(intent.id)).rejects.toBeInstanceOf(
      Stripe.errors.StripeCardError,
    );
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 1000,
    });
  });
});

describe('canceling', () => {
  it('voids the authorization and rejects a later capture', async () => {
    const intent = await authorized();
    const canceled = await stripe.paymentIntents.cancel(intent.id, {
      cancellation_reason: 'requested_by_customer',
    });
    expect(canceled).toMatchObject({
      status: 'canceled',
      amount_capturable: 0,
      cancellation_reason: 'requested_by_customer',
    });
    await expect(stripe.paymentIntents.capture(intent.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    const entries = await journal(running, `intent=${intent.id}&type=void`);
    expect(entries).toMatchObject([{ amount: 1000 }]);
  });

  it('rejects canceling a succeeded intent', async () => {
    const intent = await authorized({ amount: 500, currency: 'eur', capture_method: 'automatic' });
    await expect(stripe.paymentIntents.cancel(intent.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });
});
