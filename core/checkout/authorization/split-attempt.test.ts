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

const authorized = (captureBefore = new Date('2026-11-28T09:00:00.000Z')): CheckoutFact => ({
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

/** The PSP reports a fact about the nth intent; a follow-up intent gets its PSP id from the same answer. */
function learn(checkout: Checkout, nth: number, fact: CheckoutFact): CheckoutChange {
  const intent = checkout.intents[nth];
  if (intent === undefined) throw new Error(`there is no intent ${nth}`);
  const known = patchIntent(unchanged(checkout), intent.id, { pspIntentId: `pi_${nth + 1}` }).after;
  return applyPspFact(known, { intentId: intent.id, paymentOrderIds: [] }, fact);
}

const afterPrimary = (sellers = 3): Checkout => learn(buildSplitCheckout({ sellers }), 0, authorized()).after;
const statuses = ({ intents }: Checkout) => intents.map(({ status }) => status);
const authorizations = ({ intents }: Checkout) =>
  intents.map(({ authorization }) => authorization?.state ?? null);
const typesOf = ({ events }: CheckoutChange) => events.map(({ type }) => type);
const canceled = ({ steps }: CheckoutChange) => steps.map(openStep);

describe('an attempt with an intent for each seller', () => {
  test('requests the other sellers with the saved card once the first is authorized; nothing counts yet', () => {
    const change = learn(buildSplitCheckout({ sellers: 3 }), 0, authorized());
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

  test('requests the others once, however often the first authorization is reported', () => {
    const { after, steps } = learn(afterPrimary(), 0, authorized());
    expect(steps).toEqual([]);
    expect(after.intents).toHaveLength(3);
  });

  test('confirms the order with the last authorization: all of them are posted to the ledger in one transaction', () => {
    const two = learn(afterPrimary(), 2, authorized()).after;
    expect(two.order.status).toBe('PENDING_PAYMENT');
    const change = learn(two, 1, authorized(new Date('2026-11-27T09:00:00.000Z')));
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
    // One payment order per authorization: every capture closes its own.
    expect(change.steps.map(openStep)).toEqual(
      after.intents.map(({ id: intentId }, nth) => {
        const { id } = after.paymentOrders[nth] ?? never();
        const call = { pspIntentId: `pi_${nth + 1}`, amountMinor: 1_000n, finalCapture: true };
        return { kind: 'CAPTURE', intentId, ...call, paymentOrderIds: [id], captured: id, captureNumber: 1 };
      }),
    );
  });

  test('is declined as a whole when one seller is declined: authorizations are voided, and one event is emitted', () => {
    const change = learn(learn(afterPrimary(), 2, authorized()).after, 1, failed);
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

  test('voids an authorization that arrives after the attempt ended, and keeps the decline code', () => {
    const declined = learn(afterPrimary(), 1, failed).after;
    const late = learn(declined, 2, authorized());
    expect(canceled(late)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_3' }]);
    expect(late.after.intents[2]).toMatchObject({ status: 'CANCELED', declineCode: LATE_AUTHORIZATION });
    expect(late.after.intents[0]).toMatchObject({ declineCode: 'insufficient_funds' });
    const again = learn(late.after, 0, authorized());
    expect(again.steps).toEqual([]);
    expect(again.after.intents[0]).toMatchObject({ declineCode: 'insufficient_funds' });
  });

  test.each<[string, CheckoutFact]>([
    [
      'requires an action of the shopper',
      { kind: 'ACTION_REQUIRED', action: { type: 'x', redirectUrl: null } },
    ],
    ['rejects the amount', { kind: 'INTENT_REJECTED', code: 'amount_too_small', reason: 'too small' }],
    ['canceled the intent', { kind: 'INTENT_CANCELED', capturedMinor: 0n }],
  ])('ends, and the order can be paid another way, when for another seller the PSP %s', (_, fact) => {
    const { after } = learn(afterPrimary(2), 1, fact);
    expect(statuses(after)).toEqual(['DECLINED', 'DECLINED']);
    expect(after.order.status).toBe('PENDING_PAYMENT');
  });

  test('does not expire while a request is in flight; when canceled, every authorization is voided', () => {
    const waiting = learn(afterPrimary(), 2, authorized()).after;
    const overdue = { ...waiting, order: { ...waiting.order, expiresAt: waiting.readAt } };
    expect(isUnchanged(applyExpiry(overdue))).toBe(true);
    const cancellation = applyCancellation(waiting, { reason: 'CHANGED_MIND', by: 'BUYER', shipped: [] });
    if ('code' in cancellation) throw new Error(cancellation.code);
    expect(statuses(cancellation.after)).toEqual(['CANCELED', 'CANCELED', 'CANCELED']);
    expect(canceled(cancellation)).toMatchObject([
      { kind: 'CANCEL', pspIntentId: 'pi_1' },
      { kind: 'CANCEL', pspIntentId: 'pi_3' },
    ]);
    const late = learn(cancellation.after, 1, authorized());
    expect(canceled(late)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_2' }]);
  });
});

describe('once every seller is authorized', () => {
  const confirmed = (): Checkout => {
    const two = learn(afterPrimary(2), 1, authorized());
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

  test('one seller’s capture closes its authorization and leaves the other’s open', () => {
    const { after } = captured(confirmed(), 1);
    expect(authorizations(after)).toEqual(['CLOSING', 'CLOSED']);
    expect(after.payment).toMatchObject({ status: 'PARTIALLY_CAPTURED', authorization: 'CLOSING' });
  });

  test('an authorization that ends at the PSP voids only its seller’s payment order', () => {
    const onShipment = buildSplitCheckout({ sellers: 2, captureMode: 'ON_SHIPMENT' });
    const both = learn(learn(onShipment, 0, authorized()).after, 1, authorized()).after;
    const { after } = learn(both, 1, { kind: 'INTENT_CANCELED', capturedMinor: 0n });
    expect(after.paymentOrders.map(({ status }) => status)).toEqual(['INITIATED_PENDING', 'VOIDED']);
    expect(after.payment.authorization).toBe('OPEN');
  });

  test('a voided payment order cancels only its seller’s intent', () => {
    const onShipment = buildSplitCheckout({ sellers: 2, captureMode: 'ON_SHIPMENT' });
    const both = learn(learn(onShipment, 0, authorized()).after, 1, authorized()).after;
    const paymentOrder = both.paymentOrders[0] ?? never();
    const change = decideVoid(both, { paymentOrderId: paymentOrder.id, reason: 'sold out' });
    if ('code' in change) throw new Error(change.code);
    expect(change.steps.map(openStep)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_1' }]);
  });

  test('a refund goes to the intent that was captured for its seller', () => {
    const { after } = captured(captured(confirmed(), 0).after, 1);
    const paymentOrders = after.paymentOrders.map(({ id }) => id);
    const refundSteps = paymentOrders.map((paymentOrderId) => {
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
    expect(refundSteps).toMatchObject([{ pspIntentId: 'pi_1' }, { pspIntentId: 'pi_2' }]);
  });
});

function never(): never {
  throw new Error('the checkout is smaller than the test expects');
}
