import { describe, expect, test } from 'vitest';
import { findDifferences, type Seen } from './compare.js';
import type { RecordedEvent } from './outbox-events.js';

function event(sequence: number, changes: Partial<RecordedEvent> = {}): RecordedEvent {
  const base = { id: `evt_${sequence}`, type: `Type${sequence}`, topic: 'splitcart.orders.v1' };
  return { ...base, aggregateId: 'ord_1', sequence, ...changes };
}

function paymentOrder(
  id: string,
  amountMinor: string,
): Seen['purchases'][number]['payment']['paymentOrders'][number] {
  return { id, status: 'CAPTURED', captured: { amountMinor } };
}

/** One order of two sellers on which all sources agree, with the given changes. */
function seen(changes: Partial<Seen> = {}): Seen {
  const order = {
    ...{ orderId: 'ord_1', orderNumber: 'K7Q2-M4XD', orderToken: 't', paymentId: 'pay_1' },
    ...{ paymentIntentId: 'pin_1', clientSecret: null },
  };
  const payment = {
    ...{ status: 'CAPTURED', captured: { amountMinor: '500' }, intents: [] },
    paymentOrders: [paymentOrder('po_1', '200'), paymentOrder('po_2', '300')],
  };
  return {
    ordersWanted: 1,
    sellersPerOrder: 2,
    purchases: [{ order, payment, orderStatus: 'PAYMENT_CONFIRMED', pspIntentId: 'pi_1' }],
    failures: [],
    outbox: [event(1), event(2), event(3)],
    kafka: [event(1), event(2), event(3)],
    journal: new Map([['pi_1', { count: 2, amountMinor: 500n }]]),
    ...changes,
  };
}

describe('the demo compares shop, outbox, Kafka and PSP and', () => {
  test('finds nothing when all agree', () => {
    expect(findDifferences(seen())).toEqual([]);
  });

  test('accepts a duplicate event, even a late one', () => {
    expect(findDifferences(seen({ kafka: [event(1), event(1), event(2), event(3), event(2)] }))).toEqual([]);
  });

  test('reports an event that is missing in Kafka, and the gap it leaves', () => {
    expect(findDifferences(seen({ kafka: [event(1), event(3)] }))).toEqual([
      'Type2 evt_2 is in the outbox, not in Kafka',
      'Kafka: Type3 of ord_1 is 3, not 2',
    ]);
  });

  test('reports an event in Kafka that was never committed', () => {
    const invented = event(4);
    expect(findDifferences(seen({ kafka: [event(1), event(2), event(3), invented] }))).toEqual([
      'Type4 evt_4 is in Kafka, not in the outbox',
    ]);
  });

  test('reports events of one aggregate that arrive out of order', () => {
    expect(findDifferences(seen({ kafka: [event(2), event(1), event(3)] }))).toContain(
      'Kafka: Type2 of ord_1 is 2, not 1',
    );
  });

  test('reports an event that differs in Kafka', () => {
    const changed = event(2, { type: 'Other' });
    expect(findDifferences(seen({ kafka: [event(1), changed, event(3)] }))).toEqual([
      'Type2 evt_2 differs in Kafka',
    ]);
  });

  test('reports a gap in the outbox itself', () => {
    const gap = [event(1), event(3)];
    expect(findDifferences(seen({ outbox: gap, kafka: gap }))).toContain(
      'outbox: Type3 of ord_1 is 3, not 2',
    );
  });

  test('reports a payment order that the PSP captured twice', () => {
    const journal = new Map([['pi_1', { count: 3, amountMinor: 800n }]]);
    expect(findDifferences(seen({ journal }))).toEqual([
      'order K7Q2-M4XD: 2 payment orders, 3 captures at the PSP',
      'order K7Q2-M4XD: captured 500 here, 800 at the PSP',
    ]);
  });

  test('reports an unpaid order', () => {
    expect(findDifferences(seen({ ordersWanted: 2 }))).toEqual(['1 of 2 orders were paid']);
  });

  test('reports a difference when Kafka is unavailable', () => {
    expect(findDifferences(seen({ kafka: undefined }))).toEqual([
      'Kafka is unavailable: 3 events in the outbox are unpublished',
    ]);
  });
});
