import { describe, expect, test } from 'vitest';

import { decideVoid } from '../capture/decide-payment-order.js';
import { requestRefund } from '../refund/request-refund.js';
import { newId } from '../../shared/ids.js';
import { applyPspFact } from '../apply-psp-fact.js';
import { applyCancellation } from '../ending/cancellation.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { isUnchanged, patchIntent, unchanged } from '../model/checkout.js';
import { applyExpiry, LATE_AUTHORIZATION } from '../ending/expiry.js';
import type { CheckoutFact } from '../model/checkout-psp.js';
import { buildSplitCheckout } from '../testing/build-checkout.js';
import { openStep } from '../testing/open-step.js';

const CARD = { customer: 'cus_1', paymentMethod: 'pm_1' };

const held = (captureBefore = new Date('2026-11-28T09:00:00.000Z')): CheckoutFact => ({
  kind: 'AUTHORIZED',
  amountMinor: 1_000n,
  multicapture: true,
  captureBefore,
  savedCard: CARD,
});

const failed: CheckoutFact = {
  kind: 'DECLINED',
  declineCode: 'insufficient_funds',
  message: 'Not enough money.',
};

/** The PSP tells something about the nth intent; one that follows is known by the same answer. */
function learn(checkout: Checkout, nth: number, fact: CheckoutFact): CheckoutChange {
  const intent = checkout.intents[nth];
  if (intent === undefined) throw new Error(`there is no intent ${nth}`);
  const known = patchIntent(unchanged(checkout), intent.id, { pspIntentId: `pi_${nth + 1}` }).after;
  return applyPspFact(known, { intentId: intent.id, paymentOrderIds: [] }, fact);
}

const afterPrimary = (sellers = 3): Checkout => learn(buildSplitCheckout({ sellers }), 0, held()).after;
const statuses = ({ intents }: Checkout) => intents.map(({ status }) => status);
const authorizations = ({ intents }: Checkout) =>
  intents.map(({ authorization }) => authorization?.state ?? null);
const typesOf = ({ events }: CheckoutChange) => events.map(({ type }) => type);
const canceled = ({ steps }: CheckoutChange) => steps.map(openStep);

describe('an attempt with an intent for each seller', () => {
  test('asks for the other sellers, off the saved card, once the first is held; nothing counts yet', () => {
    const change = learn(buildSplitCheckout({ sellers: 3 }), 0, held());
    const { after, steps } = change;
    expect(after.order.status).toBe('PENDING_PAYMENT');
    expect(statuses(after)).toEqual(['PENDING_AUTH', 'PENDING_AUTH', 'PENDING_AUTH']);
    expect(authorizations(after)).toEqual(['PENDING_SIBLINGS', null, null]);
    expect(after.payment).toMatchObject({ authorizedMinor: 0n, authorization: null });
    expect(change.ledgerEntries).toEqual([]);
    expect(steps.map((step) => ({ pspKey: step.pspKey, params: openStep(step) }))).toMatchObject(
      after.intents.slice(1).map(({ id }) => ({
        pspKey: `aut_${id}`,
        params: {
          kind: 'AUTHORIZE',
          amountMinor: 1_000n,
          currency: 'EUR',
          orderNumber: 'K7Q2-M4XD',
          ...CARD,
        },
      })),
    );
    expect(after.intents.map(({ sellerOrderId }) => sellerOrderId)).toEqual(
      after.sellerOrders.map(({ id }) => id),
    );
  });

  test('is told of the first hold as often as one likes, and asks once', () => {
    const { after, steps } = learn(afterPrimary(), 0, held());
    expect(steps).toEqual([]);
    expect(after.intents).toHaveLength(3);
  });

  test('confirms the order when the last seller is held: all holds at once, in the books and in one transaction', () => {
    const two = learn(afterPrimary(), 2, held()).after;
    expect(two.order.status).toBe('PENDING_PAYMENT');
    const change = learn(two, 1, held(new Date('2026-11-27T09:00:00.000Z')));
    const { after } = change;
    expect(after.order.status).toBe('PAYMENT_CONFIRMED');
    expect(statuses(after)).toEqual(['AUTHORIZED', 'AUTHORIZED', 'AUTHORIZED']);
    expect(after.payment).toMatchObject({
      authorizedMinor: 3_000n,
      captureStrategy: 'INTENT_PER_SELLER',
      authorization: 'CLOSING',
    });
    expect(after.payment.captureBefore).toEqual(new Date('2026-11-27T09:00:00.000Z'));
    expect(change.ledgerEntries.map(({ key }) => key)).toEqual(
      after.intents.map(({ id }) => `authorized:${id}`),
    );
    expect(change.stock).toBe('COMMIT');
    // One share, one hold: every capture closes its own.
    expect(change.steps.map(openStep)).toEqual(
      after.intents.map(({ id: intentId }, nth) => {
        const { id } = after.paymentOrders[nth] ?? never();
        const call = { pspIntentId: `pi_${nth + 1}`, amountMinor: 1_000n, finalCapture: true };
        return { kind: 'CAPTURE', intentId, ...call, paymentOrderIds: [id], captured: id, captureNumber: 1 };
      }),
    );
  });

  test('is declined as a whole when one seller is declined: what is held is released, and the shopper is told once', () => {
    const change = learn(learn(afterPrimary(), 2, held()).after, 1, failed);
    const { after } = change;
    expect(statuses(after)).toEqual(['DECLINED', 'DECLINED', 'CANCELED']);
    expect(authorizations(after)).toEqual(['ABANDONED', null, 'ABANDONED']);
    expect(after.intents[0]).toMatchObject({ declineCode: 'insufficient_funds' });
    expect(after.order.status).toBe('PENDING_PAYMENT');
    expect(canceled(change)).toMatchObject([
      { kind: 'CANCEL', pspIntentId: 'pi_1' },
      { kind: 'CANCEL', pspIntentId: 'pi_3' },
    ]);
    expect(typesOf(change)).toEqual(['PaymentDeclined']);
    expect(change.ledgerEntries).toEqual([]);
  });

  test('releases the hold of a seller that comes when the attempt is over, and keeps the words of the decline', () => {
    const dead = learn(afterPrimary(), 1, failed).after;
    const late = learn(dead, 2, held());
    expect(canceled(late)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_3' }]);
    expect(late.after.intents[2]).toMatchObject({ status: 'CANCELED', declineCode: LATE_AUTHORIZATION });
    expect(late.after.intents[0]).toMatchObject({ declineCode: 'insufficient_funds' });
    const again = learn(late.after, 0, held());
    expect(again.steps).toEqual([]);
    expect(again.after.intents[0]).toMatchObject({ declineCode: 'insufficient_funds' });
  });

  test.each<[string, CheckoutFact]>([
    ['wants the shopper themselves', { kind: 'ACTION_REQUIRED', action: { type: 'x', redirectUrl: null } }],
    ['takes no such amount', { kind: 'INTENT_REJECTED', code: 'amount_too_small', reason: 'too small' }],
    ['gave the hold up', { kind: 'INTENT_CANCELED', capturedMinor: 0n }],
  ])('ends, and the order may be paid otherwise, when for another seller the PSP %s', (_, fact) => {
    const { after } = learn(afterPrimary(2), 1, fact);
    expect(statuses(after)).toEqual(['DECLINED', 'DECLINED']);
    expect(after.order.status).toBe('PENDING_PAYMENT');
  });

  test('neither expires nor is forgotten while a seller is asked for; canceled, everything held is released', () => {
    const waiting = learn(afterPrimary(), 2, held()).after;
    const overdue = { ...waiting, order: { ...waiting.order, expiresAt: waiting.readAt } };
    expect(isUnchanged(applyExpiry(overdue))).toBe(true);
    const off = applyCancellation(waiting, { reason: 'CHANGED_MIND', by: 'BUYER', shipped: [] });
    if ('code' in off) throw new Error(off.code);
    expect(statuses(off.after)).toEqual(['CANCELED', 'CANCELED', 'CANCELED']);
    expect(canceled(off)).toMatchObject([
      { kind: 'CANCEL', pspIntentId: 'pi_1' },
      { kind: 'CANCEL', pspIntentId: 'pi_3' },
    ]);
    const late = learn(off.after, 1, held());
    expect(canceled(late)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_2' }]);
  });
});

describe('once every seller is held', () => {
  const confirmed = (): Checkout => {
    const two = learn(afterPrimary(2), 1, held());
    return two.after;
  };
  const captured = (checkout: Checkout, nth: number): CheckoutChange => {
    const paymentOrder = checkout.paymentOrders[nth] ?? never();
    const intent = checkout.intents[nth] ?? never();
    return applyPspFact(
      checkout,
      { intentId: intent.id, paymentOrderIds: [paymentOrder.id] },
      { kind: 'CAPTURED', amountMinor: 1_000n },
    );
  };

  test('one seller’s capture closes their hold and leaves the other’s open', () => {
    const { after } = captured(confirmed(), 1);
    expect(authorizations(after)).toEqual(['CLOSING', 'CLOSED']);
    expect(after.payment).toMatchObject({ status: 'PARTIALLY_CAPTURED', authorization: 'CLOSING' });
  });

  test('a hold that the PSP gave up voids the share of its seller only', () => {
    const onShipment = buildSplitCheckout({ sellers: 2, captureMode: 'ON_SHIPMENT' });
    const both = learn(learn(onShipment, 0, held()).after, 1, held()).after;
    const { after } = learn(both, 1, { kind: 'INTENT_CANCELED', capturedMinor: 0n });
    expect(after.paymentOrders.map(({ status }) => status)).toEqual(['INITIATED_PENDING', 'VOIDED']);
    expect(after.payment.authorization).toBe('OPEN');
  });

  test('a share that is given up cancels the intent of its seller only', () => {
    const onShipment = buildSplitCheckout({ sellers: 2, captureMode: 'ON_SHIPMENT' });
    const both = learn(learn(onShipment, 0, held()).after, 1, held()).after;
    const paymentOrder = both.paymentOrders[0] ?? never();
    const change = decideVoid(both, { paymentOrderId: paymentOrder.id, reason: 'sold out' });
    if ('code' in change) throw new Error(change.code);
    expect(change.steps.map(openStep)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_1' }]);
  });

  test('a refund goes to the intent that was captured for its seller', () => {
    const { after } = captured(captured(confirmed(), 0).after, 1);
    const paymentOrders = after.paymentOrders.map(({ id }) => id);
    const asked = paymentOrders.map((paymentOrderId) => {
      const wanted = {
        id: newId('ref'),
        paymentOrderId,
        amountMinor: 400n,
        reason: 'RETURNED',
        note: '',
      } as const;
      const change = requestRefund(unchanged(after), wanted);
      if ('code' in change) throw new Error(change.code);
      return change.steps.map(openStep)[0];
    });
    expect(asked).toMatchObject([{ pspIntentId: 'pi_1' }, { pspIntentId: 'pi_2' }]);
  });
});

function never(): never {
  throw new Error('the checkout is smaller than the test believes');
}
