import { findDifferences, withoutRedeliveries, type Seen } from './compare.js';
import type { RecordedEvent } from './outbox-events.js';

const shownDifferences = 10;

type Counts = Record<string, number>;

/** The demo's report, `ok` first. */
export interface DemoReport {
  readonly ok: boolean;
  readonly orders: { readonly placed: number; readonly paid: number; readonly byStatus: Counts };
  readonly paymentOrders: { readonly total: number; readonly byStatus: Counts };
  readonly events: {
    readonly outbox: number;
    /** Null without Kafka. */
    readonly kafka: number | null;
    readonly redelivered: number;
    readonly byType: Record<string, { readonly outbox: number; readonly kafka: number }>;
  };
  readonly journal: { readonly captures: number; readonly capturedMinor: string };
  readonly elapsedMs: number;
  readonly differences: readonly string[];
}

/** Summarizes what the demo saw; `ok` only when all four sources agree. */
export function makeReport(seen: Seen, elapsedMs: number): DemoReport {
  const differences = findDifferences(seen);
  const kafka = withoutRedeliveries(seen.kafka ?? []);
  const paymentOrders = seen.purchases.flatMap(({ payment }) => payment.paymentOrders);
  const journal = [...seen.journal.values()];
  return {
    ok: differences.length === 0,
    orders: {
      placed: seen.purchases.length + seen.failures.length,
      paid: seen.purchases.filter(({ payment }) => payment.status === 'CAPTURED').length,
      byStatus: count(seen.purchases.map(({ orderStatus }) => orderStatus)),
    },
    paymentOrders: {
      total: paymentOrders.length,
      byStatus: count(paymentOrders.map(({ status }) => status)),
    },
    events: {
      outbox: seen.outbox.length,
      kafka: seen.kafka === undefined ? null : kafka.length,
      redelivered: (seen.kafka?.length ?? 0) - kafka.length,
      byType: eventsByType(seen.outbox, kafka),
    },
    journal: {
      captures: journal.reduce((sum, captures) => sum + captures.count, 0),
      capturedMinor: String(journal.reduce((sum, captures) => sum + captures.amountMinor, 0n)),
    },
    elapsedMs: Math.round(elapsedMs),
    differences,
  };
}

/** The report as readable lines. */
export function reportLines(report: DemoReport): string[] {
  const { orders, paymentOrders, events, journal } = report;
  const more = report.differences.length - shownDifferences;
  return [
    `orders          ${orders.paid} of ${orders.placed} paid (${countsText(orders.byStatus)})`,
    `payment orders  ${paymentOrders.total} (${countsText(paymentOrders.byStatus)})`,
    `PSP journal     ${journal.captures} captures, ${journal.capturedMinor} minor units`,
    `events          ${events.outbox} in the outbox, ${events.kafka ?? 'no'} in Kafka (${events.redelivered} redelivered)`,
    ...Object.entries(events.byType).map(
      ([type, { outbox, kafka }]) => `  ${type.padEnd(30)}${outbox} / ${kafka}`,
    ),
    `elapsed         ${(report.elapsedMs / 1000).toFixed(1)} s`,
    report.ok ? 'All sources agree.' : 'Differences:',
    ...report.differences.slice(0, shownDifferences).map((difference) => `  - ${difference}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

function eventsByType(
  outbox: readonly RecordedEvent[],
  kafka: readonly RecordedEvent[],
): DemoReport['events']['byType'] {
  const inOutbox = count(outbox.map(({ type }) => type));
  const inKafka = count(kafka.map(({ type }) => type));
  const types = [...new Set([...Object.keys(inOutbox), ...Object.keys(inKafka)])].sort();
  return Object.fromEntries(
    types.map((type) => [type, { outbox: inOutbox[type] ?? 0, kafka: inKafka[type] ?? 0 }]),
  );
}

function count(values: readonly string[]): Counts {
  const counts: Counts = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function countsText(counts: Counts): string {
  const texts = Object.entries(counts).map(([status, number]) => `${number} ${status}`);
  return texts.length === 0 ? 'none' : texts.join(', ');
}
