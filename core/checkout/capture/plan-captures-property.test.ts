import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { CaptureMode } from '../../catalog/seller.js';
import { unchanged } from '../model/checkout.js';
import { actBeforeExpiry, decideCapture, decideVoid } from './decide-payment-order.js';
import { requestShippedCapture } from './request-shipped-capture.js';
import type { PspMood } from '../testing/capture-world.js';
import { CaptureWorld } from '../testing/capture-world.js';

const runAll = (world: CaptureWorld): void => {
  for (let step = world.due[0]; step !== undefined; step = world.due[0]) world.run(step, 'DONE');
};

describe('with any sellers, answers, shipments, voids and deadlines, in any order', () => {
  const mode = fc.constantFrom<CaptureMode>('AUTOMATIC', 'ON_SHIPMENT');
  const mood = fc.constantFrom<PspMood>('DONE', 'DECLINED', 'TIMED_OUT_DONE', 'TIMED_OUT');
  const action = fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('RUN' as const), nth: fc.nat(20), mood }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('SHIP' as const),
        nth: fc.nat(20),
        part: fc.integer({ min: 1, max: 1_000 }),
        isLast: fc.boolean(),
      }),
    },
    fc.record({ do: fc.constantFrom('VOID' as const, 'ASK' as const), nth: fc.nat(20) }),
    fc.constant({ do: 'DEADLINE' as const }),
    fc.constant({ do: 'EXPIRE' as const }),
  );

  test('every payment order is captured at most once, captured and voided add up to the authorized amount, and the authorization is closed', () => {
    fc.assert(
      fc.property(
        fc.array(mode, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        fc.array(action, { maxLength: 25 }),
        (modes, multicapture, actions) => {
          const world = new CaptureWorld({ modes, multicapture });
          for (const each of actions) perform(world, each);
          finish(world);
          expectSound(world);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  test('with a PSP that always succeeds, no seller waits longer than for the first answers of the others', () => {
    fc.assert(
      fc.property(fc.array(mode, { minLength: 2, maxLength: 6 }), fc.array(fc.nat(20)), (modes, order) => {
        const world = new CaptureWorld({ modes, multicapture: true });
        for (const nth of [...order, ...modes.map(() => 0)]) {
          const step = world.due[nth % Math.max(1, world.due.length)];
          if (step !== undefined) world.run(step, 'DONE');
        }
        for (const { sellerOrderId, status } of world.checkout.paymentOrders) {
          const { captureMode } =
            world.checkout.sellerOrders.find(({ id }) => id === sellerOrderId) ?? fail();
          expect(status).toBe(captureMode === 'AUTOMATIC' ? 'CAPTURED' : 'INITIATED_PENDING');
        }
      }),
    );
  });

  type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

  function perform(world: CaptureWorld, each: Action): void {
    const { paymentOrders, sellerOrders } = world.checkout;
    switch (each.do) {
      case 'RUN': {
        const step = world.due[each.nth % Math.max(1, world.due.length)];
        return step === undefined ? undefined : world.run(step, each.mood);
      }
      case 'SHIP': {
        const { id: sellerOrderId } = sellerOrders[each.nth % sellerOrders.length] ?? fail();
        const shipped = { sellerOrderId, amountMinor: BigInt(each.part), isLast: each.isLast };
        return world.apply(requestShippedCapture(unchanged(world.checkout), shipped));
      }
      case 'VOID':
      case 'ASK': {
        const { id: paymentOrderId } = paymentOrders[each.nth % paymentOrders.length] ?? fail();
        const named = { paymentOrderId, reason: 'manual' };
        const change =
          each.do === 'VOID' ? decideVoid(world.checkout, named) : decideCapture(world.checkout, named);
        return 'code' in change ? undefined : world.apply(change);
      }
      case 'DEADLINE':
        return world.apply(
          actBeforeExpiry({ ...world.checkout, readAt: new Date('2026-11-27T10:00:00.000Z') }),
        );
      case 'EXPIRE':
        return world.psp.isOpen ? world.expire() : undefined;
    }
  }

  /** Time passes: the deadline arrives, and the PSP eventually answers everything. */
  function finish(world: CaptureWorld): void {
    for (let round = 0; round < 20; round += 1) {
      perform(world, { do: 'DEADLINE' });
      runAll(world);
    }
  }

  function expectSound({ checkout, psp, capturedPaymentOrders, due }: CaptureWorld): void {
    const { payment, paymentOrders } = checkout;
    const sum = (status: string) =>
      paymentOrders
        .filter((paymentOrder) => paymentOrder.status === status)
        .reduce((total, paymentOrder) => total + paymentOrder.amountMinor, 0n);
    expect(due).toEqual([]);
    expect(sum('CAPTURED') + sum('VOIDED')).toBe(payment.authorizedMinor);
    expect(payment.capturedMinor).toBe(sum('CAPTURED'));
    expect(psp.captured).toBe(payment.capturedMinor);
    expect(new Set(capturedPaymentOrders).size).toBe(capturedPaymentOrders.length);
    expect(psp.isOpen).toBe(false);
    expect(payment.authorization).toBe('CLOSED');
    expect(payment.status).toBe(payment.capturedMinor === 0n ? 'VOIDED' : 'CAPTURED');
  }
});

function fail(): never {
  throw new Error('the world is smaller than the test expects');
}
