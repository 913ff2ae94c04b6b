import type { Purchase } from './buy.js';
import type { RecordedEvent } from './outbox-events.js';
import type { JournalCaptures } from './psp-journal.js';

/** Everything the demo saw, from the four sources that must agree. */
export interface Seen {
  readonly ordersWanted: number;
  readonly sellersPerOrder: number;
  readonly purchases: readonly Purchase[];
  /** Errors of shoppers, one line each. */
  readonly failures: readonly string[];
  readonly outbox: readonly RecordedEvent[];
  /** In arrival order, redeliveries included; undefined without Kafka. */
  readonly kafka: readonly RecordedEvent[] | undefined;
  /** The PSP's journal, by PSP intent id. */
  readonly journal: ReadonlyMap<string, JournalCaptures>;
}

/** Every difference between the shop, the outbox, Kafka and the PSP, as text; empty when all agree. */
export function findDifferences(seen: Seen): string[] {
  return [
    ...seen.failures,
    ...shopDifferences(seen),
    ...journalDifferences(seen),
    ...(seen.kafka === undefined
      ? [`Kafka is unavailable: ${seen.outbox.length} events in the outbox are unpublished`]
      : [...kafkaDifferences(seen.outbox, seen.kafka), ...sequenceDifferences(seen.outbox, seen.kafka)]),
  ];
}

/** The first arrival of each event: delivery is at least once. */
export function withoutRedeliveries(events: readonly RecordedEvent[]): RecordedEvent[] {
  const seen = new Set<string>();
  return events.filter(({ id }) => {
    const isFirst = !seen.has(id);
    seen.add(id);
    return isFirst;
  });
}

function shopDifferences(seen: Seen): string[] {
  const differences: string[] = [];
  if (seen.purchases.length !== seen.ordersWanted) {
    differences.push(`${seen.purchases.length} of ${seen.ordersWanted} orders were paid`);
  }
  for (const { order, orderStatus, payment } of seen.purchases) {
    if (orderStatus !== 'PAYMENT_CONFIRMED') differences.push(`order ${order.orderNumber} is ${orderStatus}`);
    if (payment.status !== 'CAPTURED')
      differences.push(`payment of ${order.orderNumber} is ${payment.status}`);
    const captured = payment.paymentOrders.filter(
      (paymentOrder) => paymentOrder.status === 'CAPTURED',
    ).length;
    if (captured !== seen.sellersPerOrder) {
      differences.push(
        `order ${order.orderNumber}: ${captured} of ${seen.sellersPerOrder} payment orders captured`,
      );
    }
  }
  return differences;
}

function journalDifferences(seen: Seen): string[] {
  return seen.purchases.flatMap(({ order, payment, pspIntentId }) => {
    const journal = seen.journal.get(pspIntentId ?? '') ?? { count: 0, amountMinor: 0n };
    const differences: string[] = [];
    if (journal.count !== payment.paymentOrders.length) {
      differences.push(
        `order ${order.orderNumber}: ${payment.paymentOrders.length} payment orders, ${journal.count} captures at the PSP`,
      );
    }
    if (journal.amountMinor !== BigInt(payment.captured.amountMinor)) {
      differences.push(
        `order ${order.orderNumber}: captured ${payment.captured.amountMinor} here, ${journal.amountMinor} at the PSP`,
      );
    }
    return differences;
  });
}

function kafkaDifferences(outbox: readonly RecordedEvent[], kafka: readonly RecordedEvent[]): string[] {
  const arrived = new Map(withoutRedeliveries(kafka).map((event) => [event.id, event]));
  const committed = new Set(outbox.map((event) => event.id));
  const missing = outbox.filter((event) => !arrived.has(event.id));
  const invented = [...arrived.values()].filter((event) => !committed.has(event.id));
  const changed = outbox.filter((event) => {
    const other = arrived.get(event.id);
    return other !== undefined && JSON.stringify(sorted(other)) !== JSON.stringify(sorted(event));
  });
  return [
    ...missing.map((event) => `${event.type} ${event.id} is in the outbox, not in Kafka`),
    ...invented.map((event) => `${event.type} ${event.id} is in Kafka, not in the outbox`),
    ...changed.map((event) => `${event.type} ${event.id} differs in Kafka`),
  ];
}

function sequenceDifferences(outbox: readonly RecordedEvent[], kafka: readonly RecordedEvent[]): string[] {
  return [...sequenceFaults('outbox', outbox), ...sequenceFaults('Kafka', withoutRedeliveries(kafka))];
}

/** Each aggregate's events must be numbered 1, 2, 3 … in order. */
function sequenceFaults(source: string, events: readonly RecordedEvent[]): string[] {
  const last = new Map<string, number>();
  const faults: string[] = [];
  for (const { aggregateId, sequence, type } of events) {
    const expected = (last.get(aggregateId) ?? 0) + 1;
    if (sequence !== expected)
      faults.push(`${source}: ${type} of ${aggregateId} is ${sequence}, not ${expected}`);
    last.set(aggregateId, sequence);
  }
  return faults;
}

function sorted(event: RecordedEvent): [string, unknown][] {
  return Object.entries(event).sort(([a], [b]) => a.localeCompare(b));
}
