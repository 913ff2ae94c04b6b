import { describe, expect, test } from 'vitest';

import { CaptureWorld } from '../testing/capture-world.js';
import { applyPspFact } from '../apply-psp-fact.js';
import { applyCancellation } from '../ending/cancellation.js';
import { isUnchanged, unchanged } from '../model/checkout.js';
import { newId } from '../../shared/ids.js';
import { requestRefund } from './request-refund.js';

const run = (world: CaptureWorld) => {
  for (let step = world.due[0]; step !== undefined; step = world.due[0]) world.run(step, 'DONE');
};

/** Refunds part of the first payment order. */
function refund(world: CaptureWorld, amountMinor: bigint): void {
  const [paymentOrder] = world.checkout.paymentOrders;
  if (paymentOrder === undefined) throw new Error('no payment order');
  const wanted = {
    id: newId('ref'),
    paymentOrderId: paymentOrder.id,
    amountMinor,
    reason: 'RETURNED',
    note: '',
  } as const;
  const change = requestRefund(unchanged(world.checkout), wanted);
  if ('code' in change) throw new Error(change.code);
  world.apply(change);
  run(world);
}

/** A payment of one seller with the given refunds. */
function refunded(...amounts: readonly bigint[]): CaptureWorld {
  const world = new CaptureWorld({ modes: ['AUTOMATIC'], multicapture: true });
  run(world);
  for (const amountMinor of amounts) refund(world, amountMinor);
  return world;
}

/** The bank reverses the nth refund, weeks after its success. */
function reverse({ checkout }: CaptureWorld, nth: number) {
  const refund = checkout.refunds[nth];
  const [intent] = checkout.intents;
  if (refund === undefined || intent === undefined) throw new Error('no such refund');
  return applyPspFact(
    checkout,
    { intentId: intent.id, paymentOrderIds: [] },
    {
      ...{ kind: 'REFUND', refundId: refund.id, pspRefundId: refund.pspRefundId },
      ...{ status: 'FAILED', reason: 'expired_or_canceled_card' },
    },
  );
}

describe('a refund that the bank reverses weeks later', () => {
  test('is failed after all: the seller has the money again, in the totals and in the ledger, and an event is emitted', () => {
    const change = reverse(refunded(1_000n), 0);
    const { payment, paymentOrders, refunds, sellerOrders } = change.after;
    expect(payment).toMatchObject({ status: 'CAPTURED', capturedMinor: 1_000n, refundedMinor: 0n });
    expect(paymentOrders[0]).toMatchObject({ status: 'CAPTURED', refundedMinor: 0n, refundingMinor: 0n });
    expect(refunds[0]).toMatchObject({ status: 'FAILED', failureMessage: 'expired_or_canceled_card' });
    expect(sellerOrders[0]?.book.givenBack).toEqual({ payableMinor: 0n, commissionMinor: 0n, taxMinor: 0n });
    expect(change.ledgerEntries.map(({ key }) => key)).toEqual([`refund-came-back:${refunds[0]?.id}`]);
    expect(change.events.map(({ type }) => type)).toEqual(['RefundFailed']);
  });

  test('leaves other refunds in place, and replayed facts change nothing', () => {
    const world = refunded(300n, 700n);
    const change = reverse(world, 0);
    expect(change.after.payment).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 700n });
    expect(change.after.paymentOrders[0]?.status).toBe('PARTIALLY_REFUNDED');
    world.apply(change);
    expect(isUnchanged(reverse(world, 0))).toBe(true);
  });

  test('can be repeated, with its own ledger key', () => {
    const world = refunded(1_000n);
    world.apply(reverse(world, 0));
    // The simulated PSP has the money back, too.
    world.psp.refunded = 0n;
    refund(world, 1_000n);
    expect(world.checkout.payment.status).toBe('REFUNDED');
    expect(world.checkout.refunds.map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED']);
  });

  test('of a canceled order is not repeated automatically', () => {
    const world = refunded();
    const canceled = applyCancellation(world.checkout, { reason: 'OTHER', by: 'OPERATOR', shipped: [] });
    if ('code' in canceled) throw new Error(canceled.code);
    world.apply(canceled);
    run(world);
    const change = reverse(world, 0);
    expect([change.after.payment.status, change.steps]).toEqual(['CAPTURED', []]);
  });
});
