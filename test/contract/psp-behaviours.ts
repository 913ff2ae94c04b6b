import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';

import type { PspCircuit } from '../../adapters/stripe/psp-circuit.js';
import type { CheckoutPsp, CheckoutAnswer } from '../../core/checkout/model/checkout-psp.js';

/** A PSP under contract test, and what the suite needs besides. */
export type ContractTarget = Readonly<{
  psp: CheckoutPsp;
  stripe: Stripe;
  /** A card that is authorized; account and card together decide whether multicapture is available. */
  goodCard: string;
}>;

let made = 0;
const fresh = (kind: string): string => `${kind}_contract_${Date.now().toString(36)}_${(made += 1)}`;

const factOf = (answer: CheckoutAnswer) => {
  if (!('fact' in answer)) throw new Error(`no fact: ${answer.reason}`);
  return answer.fact;
};

/** Creates an intent of 60.00 EUR and returns its PSP id. */
async function createIntent({ psp }: ContractTarget, key = fresh('cre')): Promise<string> {
  const call = { orderId: 'ord_x', orderNumber: 'K7Q2-M4XD', paymentId: 'pay_x', intentId: 'pin_x' };
  const fact = factOf(await psp.createIntent({ ...call, key, amountMinor: 6_000n, currency: 'EUR' }));
  if (fact.kind !== 'INTENT_CREATED') throw new Error(fact.kind);
  expect(fact.clientSecret).toContain(fact.pspIntentId);
  return fact.pspIntentId;
}

/** Confirms with a Stripe test card. */
async function confirm(
  { psp, stripe }: ContractTarget,
  { pspIntentId, card, key = fresh('con') }: { pspIntentId: string; card: string; key?: string },
): Promise<CheckoutAnswer> {
  const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: card });
  const returnUrl = 'https://shop.example/orders/ord_x';
  return psp.confirmIntent({ key, pspIntentId, confirmationToken: token.id, returnUrl });
}

const capture = (
  { psp }: ContractTarget,
  { key = fresh('cap'), finalCapture = true, ...call }: CaptureOf,
): Promise<CheckoutAnswer> => psp.capture({ ...call, key, paymentOrderId: 'po_contract', finalCapture });

type CaptureOf = Readonly<{
  pspIntentId: string;
  amountMinor: bigint;
  key?: string;
  /** False only with multicapture. */
  finalCapture?: boolean;
}>;

/** Authorizes 60.00 EUR; returns the intent and whether it supports multicapture. */
async function authorized(target: ContractTarget): Promise<{ pspIntentId: string; isMulticapture: boolean }> {
  const pspIntentId = await createIntent(target);
  const fact = factOf(await confirm(target, { pspIntentId, card: target.goodCard }));
  if (fact.kind !== 'AUTHORIZED') throw new Error(fact.kind);
  return { pspIntentId, isMulticapture: fact.multicapture };
}

/** The contract covers single calls; the circuit breaker has its own test. */
export const alwaysClosed: PspCircuit = { run: (call) => call(), isOpen: () => false };

/**
 * What the gateway relies on from the PSP: checked against the simulator in every run and against Stripe by
 * `npm run test:stripe`. The requests are also checked against Stripe's own mock.
 */
export function describePspContract(name: string, target: () => ContractTarget): void {
  describe(`${name}: an intent`, () => {
    test('is created once when sent twice with one key', async () => {
      const key = fresh('cre');
      expect(await createIntent(target(), key)).toBe(await createIntent(target(), key));
      expect(await createIntent(target())).not.toBe(await createIntent(target()));
    });

    test('with a good card is authorized in full, with a capture deadline', async () => {
      const pspIntentId = await createIntent(target());
      const answer = await confirm(target(), { pspIntentId, card: target().goodCard });
      expect(answer).toMatchObject({
        outcome: 'succeeded',
        fact: { kind: 'AUTHORIZED', amountMinor: 6_000n },
      });
      const fact = factOf(answer);
      const captureBefore = fact.kind === 'AUTHORIZED' ? fact.captureBefore : null;
      expect(captureBefore?.getTime()).toBeGreaterThan(Date.now());
      expect(await target().psp.retrieveIntent(pspIntentId)).toEqual(answer);
    });

    test.each([
      ['pm_card_visa_chargeDeclined', 'generic_decline'],
      ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
      ['pm_card_visa_chargeDeclinedLostCard', 'lost_card'],
    ])('with %s is declined as %s, and a lookup returns the same', async (card, declineCode) => {
      const pspIntentId = await createIntent(target());
      const answer = await confirm(target(), { pspIntentId, card });
      expect(answer).toMatchObject({ outcome: 'declined', fact: { kind: 'DECLINED', declineCode } });
      expect(await target().psp.retrieveIntent(pspIntentId)).toMatchObject({
        fact: { kind: 'DECLINED', declineCode },
      });
    });

    test('with a card that requires 3-D Secure returns the redirect URL', async () => {
      const pspIntentId = await createIntent(target());
      const answer = await confirm(target(), { pspIntentId, card: 'pm_card_threeDSecure2Required' });
      expect(answer).toMatchObject({
        outcome: 'pending',
        fact: {
          kind: 'ACTION_REQUIRED',
          action: { redirectUrl: expect.stringMatching(/^https?:/) as string },
        },
      });
    });

    test('confirmed again with another key returns its current state instead of failing', async () => {
      const pspIntentId = await createIntent(target());
      await confirm(target(), { pspIntentId, card: target().goodCard });
      const again = await confirm(target(), { pspIntentId, card: 'pm_card_mastercard' });
      expect(again).toMatchObject({ outcome: 'succeeded', fact: { kind: 'AUTHORIZED' } });
    });

    test('confirmed with an unknown token authorizes nothing, and another card can still pay', async () => {
      const pspIntentId = await createIntent(target());
      const returnUrl = 'https://shop.example/orders/ord_x';
      const call = { key: fresh('con'), pspIntentId, confirmationToken: 'ctoken_that_never_was', returnUrl };
      expect(await target().psp.confirmIntent(call)).toMatchObject({
        outcome: 'declined',
        fact: { kind: 'DECLINED' },
      });
      expect(await confirm(target(), { pspIntentId, card: target().goodCard })).toMatchObject({
        outcome: 'succeeded',
      });
    });

    test('that does not exist is rejected, not declined', async () => {
      expect(await target().psp.retrieveIntent('pi_that_never_was')).toMatchObject({ outcome: 'rejected' });
    });
  });

  describe(`${name}: a capture`, () => {
    test('sent twice with one key captures once', async () => {
      const { pspIntentId, isMulticapture } = await authorized(target());
      const call = { pspIntentId, amountMinor: 4_000n, key: fresh('cap'), finalCapture: !isMulticapture };
      const once = await capture(target(), call);
      expect(once).toEqual({
        outcome: 'succeeded',
        fact: { kind: 'CAPTURED', amountMinor: 4_000n },
        reported: { amountMinor: 6_000n, currency: 'EUR' },
      });
      expect(await capture(target(), call)).toEqual(once);
      const { amount_received: received } = await target().stripe.paymentIntents.retrieve(pspIntentId);
      expect(received).toBe(4_000);
    });

    test('of the remainder succeeds exactly when the authorization supports multicapture', async () => {
      const { pspIntentId, isMulticapture } = await authorized(target());
      await capture(target(), { pspIntentId, amountMinor: 4_000n, finalCapture: !isMulticapture });
      expect(await capture(target(), { pspIntentId, amountMinor: 2_000n })).toMatchObject(
        isMulticapture
          ? { outcome: 'succeeded', fact: { kind: 'CAPTURED' } }
          : { outcome: 'declined', fact: { kind: 'CAPTURE_FAILED', authorizationLost: true } },
      );
    });

    test('marked final releases the remainder, so that nothing more can be captured', async () => {
      const { pspIntentId } = await authorized(target());
      await capture(target(), { pspIntentId, amountMinor: 4_000n });
      expect(await capture(target(), { pspIntentId, amountMinor: 1n })).toMatchObject({
        fact: { kind: 'CAPTURE_FAILED', authorizationLost: true },
      });
      expect(await target().psp.retrieveIntent(pspIntentId)).toMatchObject({
        fact: { kind: 'AUTHORIZED', endedWithMinor: 4_000n },
      });
    });

    test('above the authorized amount definitively fails', async () => {
      const { pspIntentId } = await authorized(target());
      expect(await capture(target(), { pspIntentId, amountMinor: 6_001n })).toMatchObject({
        outcome: 'declined',
        fact: { kind: 'CAPTURE_FAILED', authorizationLost: false },
      });
    });

    test('before authorization definitively fails', async () => {
      const pspIntentId = await createIntent(target());
      expect(await capture(target(), { pspIntentId, amountMinor: 1_000n })).toMatchObject({
        fact: { kind: 'CAPTURE_FAILED' },
      });
    });
  });

  describe(`${name}: canceling`, () => {
    test('voids an authorization, and a second cancel returns the same', async () => {
      const { pspIntentId } = await authorized(target());
      const cancel = () => target().psp.cancelIntent({ key: fresh('can'), pspIntentId });
      const canceled = await cancel();
      expect(canceled).toMatchObject({ fact: { kind: 'INTENT_CANCELED', capturedMinor: 0n } });
      expect(await cancel()).toEqual(canceled);
      expect(await target().psp.retrieveIntent(pspIntentId)).toEqual(canceled);
    });

    test('releases the remainder of an authorization after a capture that was not final', async () => {
      const { pspIntentId, isMulticapture } = await authorized(target());
      await capture(target(), { pspIntentId, amountMinor: 4_000n, finalCapture: !isMulticapture });
      const closed = await target().psp.releaseAuthorization({ key: fresh('rel'), pspIntentId });
      expect(closed).toEqual({ outcome: 'succeeded', fact: { kind: 'AUTHORIZATION_RELEASED' } });
      expect(await capture(target(), { pspIntentId, amountMinor: 1n })).toMatchObject({
        fact: { kind: 'CAPTURE_FAILED', authorizationLost: true },
      });
    });
  });

  describe(`${name}: a refund`, () => {
    const captured = async (): Promise<string> => {
      const { pspIntentId } = await authorized(target());
      await capture(target(), { pspIntentId, amountMinor: 6_000n });
      return pspIntentId;
    };
    const refund = (pspIntentId: string, amountMinor: bigint, { key = fresh('ref') } = {}) =>
      target().psp.refund({ key, pspIntentId, amountMinor, refundId: 'ref_contract' });
    const lookUp = (pspIntentId: string) =>
      target().psp.lookUp({ kind: 'REFUND', pspIntentId, refundId: 'ref_contract' });

    test('sent twice with its key refunds once, and can be looked up without the key', async () => {
      const pspIntentId = await captured();
      expect(await lookUp(pspIntentId)).toEqual({ outcome: 'not_done' });
      const key = fresh('ref');
      const once = await refund(pspIntentId, 4_000n, { key });
      expect(once).toMatchObject({ outcome: 'succeeded', fact: { kind: 'REFUND', status: 'SUCCEEDED' } });
      expect(await refund(pspIntentId, 4_000n, { key })).toEqual(once);
      expect(await lookUp(pspIntentId)).toEqual(once);
      const fact = factOf(once);
      const pspRefundId = fact.kind === 'REFUND' ? (fact.pspRefundId ?? '') : '';
      expect(await target().psp.retrieveRefund(pspRefundId)).toEqual(once);
    });

    test('above the remaining captured amount definitively fails', async () => {
      const pspIntentId = await captured();
      await refund(pspIntentId, 4_000n);
      expect(await refund(pspIntentId, 2_001n)).toMatchObject({
        outcome: 'declined',
        fact: { kind: 'REFUND', status: 'FAILED', pspRefundId: null },
      });
    });
  });

  describe(`${name}: a saved card`, () => {
    test('is authorized off-session once per key, and the result can be looked up without the key', async () => {
      const { psp } = target();
      const about = { orderId: 'ord_x', orderNumber: 'K7Q2-M4XD', paymentId: 'pay_x', currency: 'EUR' };
      const first = { ...about, intentId: 'pin_x', key: fresh('cre'), amountMinor: 6_000n, saveCard: true };
      const created = factOf(await psp.createIntent(first));
      const pspIntentId = created.kind === 'INTENT_CREATED' ? created.pspIntentId : '';
      const confirmed = factOf(await confirm(target(), { pspIntentId, card: target().goodCard }));
      const savedCard = confirmed.kind === 'AUTHORIZED' ? confirmed.savedCard : undefined;
      const card = savedCard ?? { customer: '', paymentMethod: '' };
      const call = { ...about, ...card, intentId: fresh('pin'), key: fresh('aut'), amountMinor: 2_500n };
      const again = await psp.authorize(call);
      expect(again).toMatchObject({
        outcome: 'succeeded',
        fact: { kind: 'AUTHORIZED', amountMinor: 2_500n },
      });
      expect(await psp.authorize(call)).toEqual(again);
      expect(await psp.lookUp({ kind: 'AUTHORIZE', intentId: call.intentId })).toEqual(again);
      expect('pspObject' in again ? again.pspObject : pspIntentId).not.toBe(pspIntentId);
    });
  });
}
