import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { deferCapture } from './capture/apply-capture.js';
import type { FactSubject } from './model/fact-subject.js';
import { applyPspFact } from './apply-psp-fact.js';
import type { Checkout } from './model/checkout.js';
import { isUnchanged } from './model/checkout.js';
import type { CheckoutFact } from './model/checkout-psp.js';
import { buildCheckout } from './testing/build-checkout.js';

const authorized = (amountMinor: bigint): CheckoutFact => ({
  kind: 'AUTHORIZED',
  amountMinor,
  multicapture: true,
  captureBefore: new Date('2026-11-28T09:00:00.000Z'),
});

const subjectOf = (checkout: Checkout, nth = 0): FactSubject => {
  const [intent] = checkout.intents;
  if (intent === undefined) throw new Error('no intent');
  const paymentOrder = checkout.paymentOrders[nth];
  return { intentId: intent.id, paymentOrderIds: paymentOrder === undefined ? [] : [paymentOrder.id] };
};

const typesOf = (events: readonly { type: string }[]): string[] => events.map(({ type }) => type);

const paid = (): Checkout => {
  const checkout = buildCheckout();
  return applyPspFact(checkout, subjectOf(checkout), authorized(3_000n)).after;
};

describe('an authorization', () => {
  test('confirms the order, creates one payment order per seller and schedules their captures', () => {
    const checkout = buildCheckout();
    const { after, events, steps, stock } = applyPspFact(checkout, subjectOf(checkout), authorized(3_000n));
    expect(after.order.status).toBe('PAYMENT_CONFIRMED');
    expect(after.payment).toMatchObject({
      status: 'NOT_CAPTURED',
      authorizedMinor: 3_000n,
      captureStrategy: 'MULTICAPTURE',
    });
    expect(after.sellerOrders.map(({ status }) => status)).toEqual(['TO_SHIP', 'TO_SHIP', 'TO_SHIP']);
    // The last one waits for the answers to the others, because it closes the authorization.
    expect(after.paymentOrders.map(({ status }) => status)).toEqual([
      'CAPTURE_REQUESTED',
      'CAPTURE_REQUESTED',
      'INITIATED_PENDING',
    ]);
    expect(stock).toBe('COMMIT');
    const keys = after.paymentOrders.map(({ id }) => `cap_${id}_1`);
    expect(steps.map(({ pspKey }) => pspKey)).toEqual(keys.slice(0, 2));
    expect(typesOf(events)).toEqual([
      'PaymentAuthorized',
      'OrderConfirmed',
      'PaymentOrderCaptureRequested',
      'PaymentOrderCaptureRequested',
    ]);
  });

  test('does not capture for sellers who capture on shipment', () => {
    const checkout = buildCheckout({ captureMode: 'ON_SHIPMENT' });
    const { after, steps } = applyPspFact(checkout, subjectOf(checkout), authorized(3_000n));
    expect(after.paymentOrders.map(({ status }) => status)).toEqual(Array(3).fill('INITIATED_PENDING'));
    expect(steps).toEqual([]);
  });

  test('of an amount we did not ask for is a bug, not a payment', () => {
    const checkout = buildCheckout();
    expect(() => applyPspFact(checkout, subjectOf(checkout), authorized(2_999n))).toThrow(
      '2999 instead of 3000',
    );
  });

  test('after 3-D Secure passes through PENDING_AUTH, so the history shows the return from the bank', () => {
    const checkout = buildCheckout({ intent: { status: 'REQUIRES_ACTION' } });
    const { transitions } = applyPspFact(checkout, subjectOf(checkout), authorized(3_000n));
    const ofIntent = transitions.filter(({ machine }) => machine === 'PaymentIntent');
    expect(ofIntent.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'REQUIRES_ACTION → PENDING_AUTH',
      'PENDING_AUTH → AUTHORIZED',
    ]);
  });

  test.each(['AUTHORIZED', 'CREATED_PENDING'] as const)('changes nothing when the intent is %s', (status) => {
    const checkout = buildCheckout({ intent: { status } });
    expect(isUnchanged(applyPspFact(checkout, subjectOf(checkout), authorized(3_000n)))).toBe(true);
  });

  test('that the shopper obtained without us counts: the attempt was open', () => {
    const checkout = buildCheckout({ intent: { status: 'CREATED' } });
    const { after } = applyPspFact(checkout, subjectOf(checkout), authorized(3_000n));
    expect(after.intents[0]?.status).toBe('AUTHORIZED');
    expect(after.order.status).toBe('PAYMENT_CONFIRMED');
  });

  test.each(['DECLINED', 'CANCELED'] as const)('of an attempt that is %s is voided, once', (status) => {
    const checkout = buildCheckout({ intent: { status } });
    const { after, steps } = applyPspFact(checkout, subjectOf(checkout), authorized(3_000n));
    expect(steps.map(({ kind }) => kind)).toEqual(['CANCEL']);
    expect(after.intents[0]).toMatchObject({ status, declineCode: 'late_authorization' });
    expect(after.order.status).toBe('PENDING_PAYMENT');
    expect(isUnchanged(applyPspFact(after, subjectOf(after), authorized(3_000n)))).toBe(true);
  });

  test('replayed after everything was voided changes nothing', () => {
    const voided = applyPspFact(paid(), subjectOf(paid()), { kind: 'PROCESSING' });
    const gone = { kind: 'INTENT_CANCELED', capturedMinor: 0n } as const;
    const [first] = voided.after.intents;
    if (first === undefined) throw new Error('no intent');
    const subject = { intentId: first.id, paymentOrderIds: [] };
    const { after } = applyPspFact(voided.after, subject, gone);
    expect(after.intents[0]?.status).toBe('CANCELED');
    expect(isUnchanged(applyPspFact(after, subject, authorized(3_000n)))).toBe(true);
  });
});

describe('an authorization that ends at the PSP', () => {
  test('voids what is not captured; captures in flight are decided by their own answers', () => {
    const checkout = paid();
    const [intent] = checkout.intents;
    if (intent === undefined) throw new Error('no intent');
    const subject = { intentId: intent.id, paymentOrderIds: [] };
    const { after } = applyPspFact(checkout, subject, { kind: 'INTENT_CANCELED', capturedMinor: 0n });
    expect(after.paymentOrders.map(({ status }) => status)).toEqual([
      'CAPTURE_REQUESTED',
      'CAPTURE_REQUESTED',
      'VOIDED',
    ]);
    const failed = { kind: 'CAPTURE_FAILED', reason: 'unexpected state', authorizationLost: true } as const;
    let ended = after;
    for (const nth of [0, 1]) ended = applyPspFact(ended, subjectOf(ended, nth), failed).after;
    expect(ended.payment).toMatchObject({ status: 'VOIDED', authorization: 'CLOSED' });
    expect(ended.sellerOrders.map(({ status }) => status)).toEqual(Array(3).fill('CANCELED'));
  });
});

describe('an order that the PSP does not accept', () => {
  test('ends at once with the reason, and its stock is released', () => {
    const checkout = buildCheckout({ intent: { status: 'CREATED_PENDING', pspIntentId: null } });
    const fact = { kind: 'INTENT_REJECTED', code: 'amount_too_small', reason: 'too small' } as const;
    const { after, stock, steps } = applyPspFact(checkout, subjectOf(checkout), fact);
    expect(after.order.status).toBe('EXPIRED');
    expect(after.intents[0]).toMatchObject({ status: 'CANCELED', declineCode: 'amount_too_small' });
    expect(after.intents[0]?.declineMessage).toContain('too small');
    expect(stock).toBe('RELEASE');
    expect(steps).toEqual([]);
    expect(isUnchanged(applyPspFact(after, subjectOf(after), fact))).toBe(true);
  });
});

describe('an action that the shopper has to take', () => {
  test('is polled later, in case the webhook is lost', () => {
    const checkout = buildCheckout();
    const fact: CheckoutFact = {
      kind: 'ACTION_REQUIRED',
      action: { type: 'redirect_to_url', redirectUrl: 'https://bank.example' },
    };
    const { after, steps } = applyPspFact(checkout, subjectOf(checkout), fact);
    expect(after.intents[0]).toMatchObject({ status: 'REQUIRES_ACTION', nextAction: fact.action });
    expect(steps).toMatchObject([
      { kind: 'RETRIEVE', params: { pspIntentId: 'pi_1' }, runInMs: 60_000, lease: null },
    ]);
  });
});

describe('a decline', () => {
  test('ends the attempt and authorizes nothing', () => {
    const checkout = buildCheckout();
    const fact: CheckoutFact = {
      kind: 'DECLINED',
      declineCode: 'insufficient_funds',
      message: 'Not enough money.',
    };
    const { after, events, steps } = applyPspFact(checkout, subjectOf(checkout), fact);
    expect(after.intents[0]).toMatchObject({ status: 'DECLINED', declineCode: 'insufficient_funds' });
    expect(after.order.status).toBe('PENDING_PAYMENT');
    expect(after.payment.authorizedMinor).toBe(0n);
    expect(typesOf(events)).toEqual(['PaymentDeclined']);
    expect(steps).toEqual([]);
  });

  test('that comes after the authorization changes nothing', () => {
    const checkout = paid();
    const fact: CheckoutFact = { kind: 'DECLINED', declineCode: 'late', message: '' };
    expect(isUnchanged(applyPspFact(checkout, subjectOf(checkout), fact))).toBe(true);
  });
});

describe('captures', () => {
  test('count once when reported twice', () => {
    const once = applyPspFact(paid(), subjectOf(paid()), { kind: 'PROCESSING' });
    expect(isUnchanged(once)).toBe(true);
    const checkout = paid();
    const subject = subjectOf(checkout);
    const { after } = applyPspFact(checkout, subject, { kind: 'CAPTURED', amountMinor: 1_000n });
    expect(isUnchanged(applyPspFact(after, subject, { kind: 'CAPTURED', amountMinor: 1_000n }))).toBe(true);
    expect(after.payment).toMatchObject({ status: 'PARTIALLY_CAPTURED', capturedMinor: 1_000n });
  });

  test('that definitively fail for one seller do not affect the others', () => {
    const checkout = paid();
    const failed = applyPspFact(checkout, subjectOf(checkout, 1), {
      kind: 'CAPTURE_FAILED',
      reason: 'expired',
      authorizationLost: false,
    });
    expect(failed.after.paymentOrders.map(({ status }) => status)).toEqual([
      'CAPTURE_REQUESTED',
      'VOIDED',
      'INITIATED_PENDING',
    ]);
    expect(failed.after.payment.status).toBe('NOT_CAPTURED');
  });

  test('that time out repeatedly wait and can still succeed', () => {
    const checkout = paid();
    const subject = subjectOf(checkout);
    const wait = { attempt: 1, retryInMs: 500, reason: 'timeout' };
    const deferred = deferCapture(checkout, subject.paymentOrderIds, wait).after;
    expect(deferred.paymentOrders[0]).toMatchObject({
      status: 'PENDING_CAPTURE',
      attempts: 1,
      nextAttemptInMs: 500,
    });
    const again = deferCapture(deferred, subject.paymentOrderIds, { ...wait, attempt: 2 }).after;
    expect(again.paymentOrders[0]).toMatchObject({ status: 'PENDING_CAPTURE', attempts: 2 });
    const { after } = applyPspFact(again, subject, { kind: 'CAPTURED', amountMinor: 1_000n });
    expect(after.paymentOrders[0]).toMatchObject({
      status: 'CAPTURED',
      capturedMinor: 1_000n,
      nextAttemptInMs: null,
    });
  });
});

test('facts in any order, duplicates included, lead to one state', () => {
  const facts: CheckoutFact[] = [
    authorized(3_000n),
    { kind: 'PROCESSING' },
    { kind: 'ACTION_REQUIRED', action: { type: 'redirect_to_url', redirectUrl: 'https://bank.example' } },
    authorized(3_000n),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray([...facts, ...facts], { minLength: 8 }), (shuffled) => {
      let checkout = buildCheckout();
      const { id: intentId } = checkout.intents[0] ?? { id: subjectOf(checkout).intentId };
      for (const fact of shuffled)
        checkout = applyPspFact(checkout, { intentId, paymentOrderIds: [] }, fact).after;
      expect(checkout.intents[0]).toMatchObject({ status: 'AUTHORIZED', nextAction: null });
      expect(checkout.order.status).toBe('PAYMENT_CONFIRMED');
      expect(checkout.paymentOrders).toHaveLength(3);
    }),
  );
});
