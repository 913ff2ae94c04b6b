import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';

import type { PspCircuit } from '../../adapters/stripe/psp-circuit.js';
import type { Psp, PspAnswer } from '../../core/payments/psp.js';

/** A PSP to hold to the contract, with what the suite needs beside it. */
export type ContractTarget = Readonly<{ psp: Psp; stripe: Stripe }>;

let made = 0;
const fresh = (kind: string): string => `${kind}_contract_${Date.now().toString(36)}_${(made += 1)}`;

const factOf = (answer: PspAnswer) => {
  if (!('fact' in answer)) throw new Error(`no fact: ${answer.reason}`);
  return answer.fact;
};

/** A new intent of 60.00 EUR; its PSP id. */
async function createIntent({ psp }: ContractTarget, key = fresh('cre')): Promise<string> {
  const call = { orderId: 'ord_x', orderNumber: 'K7Q2-M4XD', paymentId: 'pay_x', intentId: 'pin_x' };
  const fact = factOf(await psp.createIntent({ ...call, key, amountMinor: 6_000n, currency: 'EUR' }));
  if (fact.kind !== 'INTENT_CREATED') throw new Error(fact.kind);
  expect(fact.clientSecret).toContain(fact.pspIntentId);
  return fact.pspIntentId;
}

/** Confirms with a test card of Stripe's. */
async function confirm(
  { psp, stripe }: ContractTarget,
  { pspIntentId, card, key = fresh('con') }: { pspIntentId: string; card: string; key?: string },
): Promise<PspAnswer> {
  const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: card });
  const returnUrl = 'https://shop.example/orders/ord_x';
  return psp.confirmIntent({ key, pspIntentId, confirmationToken: token.id, returnUrl });
}

const capture = (
  { psp }: ContractTarget,
  {
    pspIntentId,
    amountMinor,
    key = fresh('cap'),
  }: { pspIntentId: string; amountMinor: bigint; key?: string },
) => psp.capture({ key, pspIntentId, amountMinor, paymentOrderId: fresh('po'), finalCapture: false });

/**
 * What the gateway relies on, whoever answers: the simulator in every run, Stripe itself when a test key is there.
 * The request side runs against Stripe's own mock as well.
 */
/** The contract is about single calls; the circuit has a test of its own. */
export const alwaysClosed: PspCircuit = { run: (call) => call(), isOpen: () => false };

export function describePspContract(name: string, target: () => ContractTarget): void {
  describe(`${name}: an intent`, () => {
    test('made twice with one key is made once', async () => {
      const key = fresh('cre');
      expect(await createIntent(target(), key)).toBe(await createIntent(target(), key));
      expect(await createIntent(target())).not.toBe(await createIntent(target()));
    });

    test('with a good card is held in full, with the deadline of the hold', async () => {
      const pspIntentId = await createIntent(target());
      const answer = await confirm(target(), { pspIntentId, card: 'pm_card_visa' });
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
    ])('with %s is declined as %s, and looking it up says the same', async (card, declineCode) => {
      const pspIntentId = await createIntent(target());
      const answer = await confirm(target(), { pspIntentId, card });
      expect(answer).toMatchObject({ outcome: 'declined', fact: { kind: 'DECLINED', declineCode } });
      expect(await target().psp.retrieveIntent(pspIntentId)).toMatchObject({
        fact: { kind: 'DECLINED', declineCode },
      });
    });

    test('with a card that asks for 3-D Secure names where the shopper has to go', async () => {
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

    test('confirmed again with another key tells what is true instead of failing', async () => {
      const pspIntentId = await createIntent(target());
      await confirm(target(), { pspIntentId, card: 'pm_card_visa' });
      const again = await confirm(target(), { pspIntentId, card: 'pm_card_mastercard' });
      expect(again).toMatchObject({ outcome: 'succeeded', fact: { kind: 'AUTHORIZED' } });
    });

    test('confirmed with a token that is unknown holds nothing, and another card may still pay', async () => {
      const pspIntentId = await createIntent(target());
      const returnUrl = 'https://shop.example/orders/ord_x';
      const call = { key: fresh('con'), pspIntentId, confirmationToken: 'ctoken_that_never_was', returnUrl };
      expect(await target().psp.confirmIntent(call)).toMatchObject({
        outcome: 'declined',
        fact: { kind: 'DECLINED' },
      });
      expect(await confirm(target(), { pspIntentId, card: 'pm_card_visa' })).toMatchObject({
        outcome: 'succeeded',
      });
    });

    test('that does not exist is a refusal, not a decline', async () => {
      expect(await target().psp.retrieveIntent('pi_that_never_was')).toMatchObject({ outcome: 'refused' });
    });
  });

  describe(`${name}: a capture`, () => {
    const held = async (): Promise<string> => {
      const pspIntentId = await createIntent(target());
      await confirm(target(), { pspIntentId, card: 'pm_card_visa' });
      return pspIntentId;
    };

    test('made twice with one key takes the money once', async () => {
      const pspIntentId = await held();
      const key = fresh('cap');
      const paymentOrderId = 'po_same';
      const call = { key, pspIntentId, amountMinor: 4_000n, paymentOrderId, finalCapture: false };
      const once = await target().psp.capture(call);
      expect(once).toEqual({ outcome: 'succeeded', fact: { kind: 'CAPTURED', amountMinor: 4_000n } });
      expect(await target().psp.capture(call)).toEqual(once);
      // Had it been taken twice, nothing would be left for this one.
      expect(await capture(target(), { pspIntentId, amountMinor: 2_000n })).toMatchObject({
        outcome: 'succeeded',
      });
    });

    test('above what is held is refused for good', async () => {
      const pspIntentId = await held();
      expect(await capture(target(), { pspIntentId, amountMinor: 6_001n })).toMatchObject({
        outcome: 'declined',
        fact: { kind: 'CAPTURE_REFUSED' },
      });
    });

    test('before the hold is refused for good', async () => {
      const pspIntentId = await createIntent(target());
      expect(await capture(target(), { pspIntentId, amountMinor: 1_000n })).toMatchObject({
        fact: { kind: 'CAPTURE_REFUSED' },
      });
    });
  });
}
