import { describe, expect, test } from 'vitest';

import type { CaptureMode } from '../../catalog/seller.js';
import { unchanged } from '../model/checkout.js';
import { MAX_CAPTURES } from './choose-strategy.js';
import { actBeforeExpiry, decideCapture, decideVoid } from './decide-payment-order.js';
import { planCaptures } from './plan-captures.js';
import { requestShippedCapture } from './request-shipped-capture.js';
import type { NewStep } from '../../psp/step.js';
import { openStep } from '../testing/open-step.js';
import type { PspMood } from '../testing/capture-world.js';
import { CaptureWorld } from '../testing/capture-world.js';

const automatic = (sellers: number): CaptureMode[] => Array<CaptureMode>(sellers).fill('AUTOMATIC');

const runAll = (world: CaptureWorld, moodOf: (step: NewStep) => PspMood = () => 'DONE'): void => {
  for (let step = world.due[0]; step !== undefined; step = world.due[0]) world.run(step, moodOf(step));
};

const statuses = ({ checkout }: CaptureWorld) => checkout.paymentOrders.map(({ status }) => status);
const finals = ({ due }: CaptureWorld) =>
  due.map(openStep).map((step) => (step.kind === 'CAPTURE' ? step.finalCapture : step.kind));

describe('with multicapture', () => {
  test('the payment order of a single seller is captured at once, which closes the authorization', () => {
    const world = new CaptureWorld({ modes: automatic(1), multicapture: true });
    expect(finals(world)).toEqual([true]);
    runAll(world);
    expect(world.checkout.payment).toMatchObject({ status: 'CAPTURED', authorization: 'CLOSED' });
    expect(world.psp).toMatchObject({ calls: 1, isOpen: false });
  });

  test('three sellers take three calls: two in parallel, and the last closes the authorization', () => {
    const world = new CaptureWorld({ modes: automatic(3), multicapture: true });
    expect(finals(world)).toEqual([false, false]);
    const [first, second] = world.due;
    if (first === undefined || second === undefined) throw new Error('two captures');
    world.run(second, 'DONE');
    expect(finals(world)).toEqual([false]);
    world.run(first, 'DONE');
    expect(finals(world)).toEqual([true]);
    runAll(world);
    expect(world.psp).toMatchObject({ calls: 3, captured: 3_000n, isOpen: false });
    expect(world.eventTypes.slice(-3)).toEqual(['PaymentOrderCaptured', 'PaymentSucceeded', 'OrderPaid']);
  });

  test('a capture that timed out does not block the last one, and a separate step closes the authorization', () => {
    const world = new CaptureWorld({ modes: automatic(3), multicapture: true });
    const [first, second] = world.due;
    if (first === undefined || second === undefined) throw new Error('two captures');
    world.run(first, 'TIMED_OUT');
    world.run(second, 'DONE');
    expect(statuses(world)).toEqual(['PENDING_CAPTURE', 'CAPTURED', 'CAPTURE_REQUESTED']);
    expect(finals(world)).toEqual([false, false]);
    runAll(world);
    expect(world.psp).toMatchObject({ calls: 4, captured: 3_000n, isOpen: false });
    expect(world.checkout.payment.authorization).toBe('CLOSED');
  });

  test('the last capture the charge allows closes the authorization, so it waits for the outcome of every other', () => {
    const world = new CaptureWorld({ modes: automatic(MAX_CAPTURES), multicapture: true });
    const [first, ...others] = world.due;
    world.run(first ?? fail(), 'TIMED_OUT');
    for (const step of others) world.run(step, 'DONE');
    expect(finals(world)).toEqual([false]);
    expect(world.checkout.payment.planReasons.map(({ code }) => code)).toContain('LAST_CAPTURE_WAITS');
    world.run(world.due[0] ?? fail(), 'DONE');
    expect(finals(world)).toEqual([true]);
    runAll(world);
    expect(world.psp).toMatchObject({ calls: MAX_CAPTURES, isOpen: false });
  });

  test('a definitively failed payment order is voided with its goods, the others are captured, and the authorization is closed', () => {
    const world = new CaptureWorld({ modes: automatic(3), multicapture: true });
    world.run(world.due[0] ?? fail(), 'DECLINED');
    expect(statuses(world)).toEqual(['VOIDED', 'CAPTURE_REQUESTED', 'INITIATED_PENDING']);
    expect(world.eventTypes.slice(-2)).toEqual(['PaymentOrderCaptureFailed', 'PaymentOrderVoided']);
    runAll(world);
    expect(statuses(world)).toEqual(['VOIDED', 'CAPTURED', 'CAPTURED']);
    expect(world.checkout.sellerOrders.map(({ status }) => status)).toEqual([
      'CANCELED',
      'TO_SHIP',
      'TO_SHIP',
    ]);
    expect(world.checkout.payment).toMatchObject({ status: 'CAPTURED', authorization: 'CLOSED' });
    expect(world.psp).toMatchObject({ captured: 2_000n, isOpen: false });
  });

  test('a failed payment order whose goods are shipped keeps the authorization open until it is captured again or voided', () => {
    const world = new CaptureWorld({ modes: ['ON_SHIPMENT', 'AUTOMATIC'], multicapture: true });
    const sellerOrderId = world.checkout.sellerOrders[0]?.id ?? fail();
    const parcel = { sellerOrderId, amountMinor: 1_000n, isLast: true };
    world.apply(requestShippedCapture(unchanged(world.checkout), parcel));
    runAll(world, ({ params }) =>
      JSON.stringify(params['paymentOrderIds']) === JSON.stringify([world.checkout.paymentOrders[0]?.id])
        ? 'DECLINED'
        : 'DONE',
    );
    expect(statuses(world)).toEqual(['CAPTURE_FAILED', 'CAPTURED']);
    expect(world.checkout.payment).toMatchObject({ status: 'PARTIALLY_CAPTURED', authorization: 'OPEN' });
    const failed = world.checkout.paymentOrders[0]?.id ?? fail();
    const again = decideCapture(world.checkout, { paymentOrderId: failed });
    if ('code' in again) throw new Error(again.code);
    expect(again.steps.map(({ pspKey }) => pspKey)).toEqual([`cap_${failed}_2`]);
    const voided = decideVoid(world.checkout, { paymentOrderId: failed, reason: 'cannot deliver' });
    if ('code' in voided) throw new Error(voided.code);
    world.apply(voided);
    expect(finals(world)).toEqual(['RELEASE']);
    runAll(world);
    expect(world.checkout.payment).toMatchObject({ status: 'CAPTURED', authorization: 'CLOSED' });
    expect(world.checkout.sellerOrders.map(({ status }) => status)).toEqual(['CANCELED', 'TO_SHIP']);
  });

  test('a partial shipment is captured separately; the rest becomes a payment order that waits', () => {
    const world = new CaptureWorld({ modes: ['ON_SHIPMENT'], multicapture: true });
    expect(world.due).toEqual([]);
    const sellerOrderId = world.checkout.sellerOrders[0]?.id ?? fail();
    const ship = (amountMinor: bigint, isLast: boolean) =>
      world.apply(requestShippedCapture(unchanged(world.checkout), { sellerOrderId, amountMinor, isLast }));
    ship(300n, false);
    expect(world.checkout.paymentOrders.map(({ amountMinor }) => amountMinor)).toEqual([300n, 700n]);
    expect(finals(world)).toEqual([false]);
    ship(700n, true);
    runAll(world);
    expect(world.psp).toMatchObject({ calls: 2, captured: 1_000n, isOpen: false });
    expect(world.checkout.payment.status).toBe('CAPTURED');
  });
});

describe('without multicapture', () => {
  test('a single capture runs once everything is decided', () => {
    const world = new CaptureWorld({
      modes: ['AUTOMATIC', 'ON_SHIPMENT', 'ON_SHIPMENT'],
      multicapture: false,
    });
    expect(world.due).toEqual([]);
    const [, second, third] = world.checkout.paymentOrders;
    if (second === undefined || third === undefined) throw new Error('three payment orders');
    const { sellerOrderId, amountMinor } = second;
    world.apply(
      requestShippedCapture(unchanged(world.checkout), { sellerOrderId, amountMinor, isLast: true }),
    );
    expect(world.due).toEqual([]);
    const voided = decideVoid(world.checkout, { paymentOrderId: third.id, reason: 'sold out' });
    if ('code' in voided) throw new Error(voided.code);
    world.apply(voided);
    runAll(world);
    expect(statuses(world)).toEqual(['CAPTURED', 'CAPTURED', 'VOIDED']);
    expect(world.psp).toMatchObject({ calls: 1, captured: 2_000n, isOpen: false });
    expect(world.checkout.payment).toMatchObject({ status: 'CAPTURED', capturedMinor: 2_000n });
  });

  test('shipped payment orders fail together and are retried together with a new key', () => {
    const world = new CaptureWorld({ modes: ['ON_SHIPMENT', 'ON_SHIPMENT'], multicapture: false });
    const { id } = world.checkout.payment;
    for (const { id: sellerOrderId } of world.checkout.sellerOrders)
      world.apply(
        requestShippedCapture(unchanged(world.checkout), {
          sellerOrderId,
          amountMinor: 1_000n,
          isLast: true,
        }),
      );
    expect(world.due.map(({ pspKey }) => pspKey)).toEqual([`cap_${id}_1`]);
    runAll(world, () => 'DECLINED');
    expect(statuses(world)).toEqual(['CAPTURE_FAILED', 'CAPTURE_FAILED']);
    const again = decideCapture(world.checkout, {
      paymentOrderId: world.checkout.paymentOrders[1]?.id ?? fail(),
    });
    if ('code' in again) throw new Error(again.code);
    expect(again.steps.map(({ pspKey }) => pspKey)).toEqual([`cap_${id}_2`]);
  });
});

test('a day before the authorization expires, what is due is captured and the rest is voided', () => {
  const world = new CaptureWorld({ modes: ['AUTOMATIC', 'ON_SHIPMENT'], multicapture: false });
  const atEnd = { ...world.checkout, readAt: new Date('2026-11-27T09:00:00.000Z') };
  expect(
    actBeforeExpiry({ ...atEnd, readAt: new Date('2026-11-27T08:59:59.999Z') }).after.payment,
  ).toMatchObject({
    expiryActedAt: null,
  });
  world.apply(actBeforeExpiry(atEnd));
  expect(statuses(world)).toEqual(['CAPTURE_REQUESTED', 'VOIDED']);
  expect(actBeforeExpiry(world.checkout).after).toBe(world.checkout);
  runAll(world);
  expect(world.checkout.payment).toMatchObject({
    status: 'CAPTURED',
    capturedMinor: 1_000n,
    authorization: 'CLOSED',
  });
});

test('the plan gives its reasons, and the same payment orders get the same plan', () => {
  const { checkout } = new CaptureWorld({ modes: ['AUTOMATIC', 'ON_SHIPMENT'], multicapture: true });
  const authorization = { state: 'OPEN', multicapture: true, isEnding: false } as const;
  const plan = planCaptures({ authorization, paymentOrders: checkout.paymentOrders });
  expect(plan).toEqual(planCaptures({ authorization, paymentOrders: checkout.paymentOrders }));
  expect(plan.reasons.map(({ code }) => code)).toEqual(['PAYMENT_ORDER_WAITS']);
  expect(checkout.payment.planReasons.map(({ code }) => code)).toEqual([
    'MULTICAPTURE',
    'CAPTURED_ALONE',
    'PAYMENT_ORDER_WAITS',
  ]);
});

function fail(): never {
  throw new Error('the world is smaller than the test believes');
}
