import { describe, expect, test } from 'vitest';

import { applyPspFact } from '../apply-psp-fact.js';
import type { Checkout, CheckoutIntent } from '../model/checkout.js';
import { isUnchanged } from '../model/checkout.js';
import { applyExpiry, LATE_AUTHORIZATION } from './expiry.js';
import type { CheckoutFact } from '../model/checkout-psp.js';
import { buildCheckout } from '../testing/build-checkout.js';
import { openStep } from '../testing/open-step.js';

const overdue = (intent: Partial<CheckoutIntent>): Checkout => {
  const checkout = buildCheckout({ intent });
  return { ...checkout, order: { ...checkout.order, expiresAt: checkout.readAt } };
};

const authorized: CheckoutFact = {
  kind: 'AUTHORIZED',
  amountMinor: 3_000n,
  multicapture: true,
  captureBefore: null,
};

const subjectOf = (checkout: Checkout) => {
  const [intent] = checkout.intents;
  if (intent === undefined) throw new Error('no intent');
  return { intentId: intent.id, paymentOrderIds: [] };
};

describe('an overdue order', () => {
  test.each(['CREATED', 'REQUIRES_ACTION', 'DECLINED'] as const)(
    'expires when its attempt is %s: stock released, attempt canceled at the PSP',
    (status) => {
      const { after, stock, steps, events } = applyExpiry(overdue({ status }));
      expect(after.order.status).toBe('EXPIRED');
      expect(after.payment.status).toBe('VOIDED');
      expect(new Set(after.sellerOrders.map(({ status: each }) => each))).toEqual(new Set(['CANCELED']));
      expect(after.intents[0]?.status).toBe(status === 'DECLINED' ? 'DECLINED' : 'CANCELED');
      expect(stock).toBe('RELEASE');
      expect(steps.map(openStep)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_1' }]);
      expect(events.map(({ type }) => type)).toEqual(['OrderExpired']);
    },
  );

  test('does not expire during an authorization request, and the authorization then counts', () => {
    const checkout = overdue({ status: 'PENDING_AUTH' });
    expect(isUnchanged(applyExpiry(checkout))).toBe(true);
    const { after } = applyPspFact(checkout, subjectOf(checkout), authorized);
    expect(after.order.status).toBe('PAYMENT_CONFIRMED');
    expect(isUnchanged(applyExpiry(after))).toBe(true);
  });

  test('expires once', () => {
    const { after } = applyExpiry(overdue({ status: 'CREATED' }));
    expect(isUnchanged(applyExpiry(after))).toBe(true);
  });

  test('does not expire a millisecond early', () => {
    const checkout = overdue({ status: 'CREATED' });
    const expiresAt = new Date(checkout.readAt.getTime() + 1);
    expect(isUnchanged(applyExpiry({ ...checkout, order: { ...checkout.order, expiresAt } }))).toBe(true);
  });
});

describe('after the expiry', () => {
  test('an authorization is voided once and the shopper is informed; nothing is captured', () => {
    const { after: expired } = applyExpiry(overdue({ status: 'REQUIRES_ACTION' }));
    const late = applyPspFact(expired, subjectOf(expired), authorized);
    expect(late.steps.map(({ kind }) => kind)).toEqual(['CANCEL']);
    expect(late.after.intents[0]).toMatchObject({ status: 'CANCELED', declineCode: LATE_AUTHORIZATION });
    expect(late.after.order.status).toBe('EXPIRED');
    expect(late.after.paymentOrders).toEqual([]);
    expect(late.stock).toBeNull();
    expect(isUnchanged(applyPspFact(late.after, subjectOf(expired), authorized))).toBe(true);
  });

  test('an intent that the PSP creates late is canceled, so nobody can pay it', () => {
    const { after: expired, steps } = applyExpiry(overdue({ status: 'CREATED_PENDING', pspIntentId: null }));
    expect(steps).toEqual([]);
    const made: CheckoutFact = { kind: 'INTENT_CREATED', pspIntentId: 'pi_9', clientSecret: 's' };
    const late = applyPspFact(expired, subjectOf(expired), made);
    expect(late.steps.map(openStep)).toMatchObject([{ kind: 'CANCEL', pspIntentId: 'pi_9' }]);
    expect(late.after.intents[0]).toMatchObject({ status: 'CANCELED', clientSecret: 'pi_1_secret' });
    expect(isUnchanged(applyPspFact(late.after, subjectOf(expired), made))).toBe(true);
  });
});

test('a shopper who is asked to authenticate gets fifteen minutes, and never less than they had', () => {
  const actionRequired: CheckoutFact = {
    kind: 'ACTION_REQUIRED',
    action: { type: 'redirect_to_url', redirectUrl: null },
  };
  const checkout = overdue({ status: 'PENDING_AUTH' });
  const { after } = applyPspFact(checkout, subjectOf(checkout), actionRequired);
  expect(after.order.expiresAt.toISOString()).toBe('2026-11-21T09:15:00.000Z');
  expect(isUnchanged(applyExpiry(after))).toBe(true);
  const early = buildCheckout();
  expect(applyPspFact(early, subjectOf(early), actionRequired).after.order.expiresAt).toEqual(
    early.order.expiresAt,
  );
});
