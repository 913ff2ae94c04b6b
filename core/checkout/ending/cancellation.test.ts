import { describe, expect, test } from 'vitest';

import { applyPspFact } from '../apply-psp-fact.js';
import { applyCancellation } from './cancellation.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { isUnchanged } from '../model/checkout.js';
import { LATE_AUTHORIZATION } from './expiry.js';
import type { CheckoutFact } from '../model/checkout-psp.js';
import { buildCheckout } from '../testing/build-checkout.js';
import { openStep } from '../testing/open-step.js';

const cancel = (checkout: Checkout): CheckoutChange => {
  const change = applyCancellation(checkout, { reason: 'CHANGED_MIND', by: 'BUYER', shipped: [] });
  if ('code' in change) throw new Error(change.code);
  return change;
};

const subjectOf = (checkout: Checkout) => {
  const [intent] = checkout.intents;
  if (intent === undefined) throw new Error('no intent');
  return { intentId: intent.id, paymentOrderIds: [] };
};

const authorized: CheckoutFact = {
  kind: 'AUTHORIZED',
  amountMinor: 3_000n,
  multicapture: true,
  captureBefore: null,
};

describe('an order that is not paid', () => {
  test.each(['CREATED', 'PENDING_AUTH', 'REQUIRES_ACTION', 'DECLINED'] as const)(
    'is canceled while its attempt is %s: stock released, attempt canceled at the PSP',
    (status) => {
      const { after, stock, steps, events } = cancel(buildCheckout({ intent: { status } }));
      expect(after.order.status).toBe('CANCELED');
      expect(after.payment.status).toBe('VOIDED');
      expect(new Set(after.sellerOrders.map(({ status: each }) => each))).toEqual(new Set(['CANCELED']));
      expect(after.intents[0]?.status).toBe(status === 'DECLINED' ? 'DECLINED' : 'CANCELED');
      expect(stock).toBe('RELEASE');
      expect(steps.map(openStep)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_1' }]);
      expect(events).toMatchObject([
        { type: 'OrderCanceled', data: { reason: 'CHANGED_MIND', by: 'BUYER' } },
      ]);
    },
  );

  test('is canceled before the PSP knows it; an intent created late is canceled', () => {
    const { after, steps } = cancel(
      buildCheckout({ intent: { status: 'CREATED_PENDING', pspIntentId: null } }),
    );
    expect(steps).toEqual([]);
    const made: CheckoutFact = { kind: 'INTENT_CREATED', pspIntentId: 'pi_9', clientSecret: 's' };
    const late = applyPspFact(after, subjectOf(after), made);
    expect(late.steps.map(openStep)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_9' }]);
  });
});

describe('an authorization and a cancellation that cross', () => {
  test('an authorization after the cancellation is voided once, and the buyer is informed', () => {
    const { after: canceled } = cancel(buildCheckout({ intent: { status: 'PENDING_AUTH' } }));
    const late = applyPspFact(canceled, subjectOf(canceled), authorized);
    expect(late.steps.map(({ kind, pspKey }) => [kind, pspKey.slice(-2)])).toEqual([['CANCEL', '_2']]);
    expect(late.after.intents[0]).toMatchObject({ status: 'CANCELED', declineCode: LATE_AUTHORIZATION });
    expect(late.after).toMatchObject({ order: { status: 'CANCELED' }, paymentOrders: [] });
    expect(late.stock).toBeNull();
    expect(isUnchanged(applyPspFact(late.after, subjectOf(canceled), authorized))).toBe(true);
  });

  test('a cancellation after the authorization voids it', () => {
    const checkout = buildCheckout({ intent: { status: 'PENDING_AUTH' }, captureMode: 'ON_SHIPMENT' });
    const { after: confirmed } = applyPspFact(checkout, subjectOf(checkout), authorized);
    const { after, steps, events } = cancel(confirmed);
    expect(after).toMatchObject({ order: { status: 'CANCELED' }, payment: { status: 'VOIDED' } });
    expect(steps.map(openStep)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_1' }]);
    expect(events.map(({ type }) => type)).toEqual([
      'OrderCanceled',
      ...Array<string>(3).fill('PaymentOrderVoided'),
      'PaymentVoided',
    ]);
  });
});

test('an order that has ended is not canceled again', () => {
  const { after } = cancel(buildCheckout({ intent: { status: 'CREATED' } }));
  const again = { reason: 'OTHER', by: 'BUYER', shipped: [] } as const;
  expect(applyCancellation(after, again)).toEqual({ code: 'ORDER_NOT_CANCELABLE', status: 'CANCELED' });
  const expired = { ...after, order: { ...after.order, status: 'EXPIRED' as const } };
  expect(applyCancellation(expired, { ...again, by: 'OPERATOR' })).toMatchObject({ status: 'EXPIRED' });
});
