import { Kafka, logLevel } from 'kafkajs';
import type { Pool } from 'pg';

import type { Stores } from '../../adapters/postgres/open-stores.js';
import { headerTexts } from '../../adapters/kafka/cloud-event.js';
import { newId } from '../../core/shared/ids.js';
import type { Logger } from '../../core/shared/logger.js';
import { createDatabase } from '../harness/database.js';
import { waitFor } from '../harness/wait-for.js';
import { openTestStores } from '../harness/open-test-stores.js';

export const ORDERS = 'splitcart.orders.v1';

export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The stores of a new migrated database. */
export async function freshStores(): Promise<Readonly<{ pool: Pool; stores: Stores }>> {
  return openTestStores(await createDatabase(), { poolMax: 16 });
}

export type Append = Readonly<{
  aggregateIds: readonly string[];
  /** Sequences of every aggregate, as [first, last]. */
  sequences: readonly [number, number];
  topic?: string;
  data?: unknown;
}>;

/** Writes outbox rows as use cases do: round by round, so that adjacent positions belong to different aggregates. */
export async function appendEvents(
  pool: Pool,
  { aggregateIds, sequences: [first, last], topic = ORDERS, data = { note: 'x'.repeat(300) } }: Append,
): Promise<void> {
  const rows = [];
  for (let sequence = first; sequence <= last; sequence += 1)
    for (const aggregateId of aggregateIds) rows.push({ id: newId('evt'), aggregateId, sequence });
  await pool.query(
    `INSERT INTO outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data)
     SELECT event.id, $2, 'order', event."aggregateId", event.sequence, 'OrderCreated', $3
       FROM jsonb_to_recordset($1) AS event (id text, "aggregateId" text, sequence int)
      ORDER BY event.sequence`,
    [JSON.stringify(rows), topic, JSON.stringify(data)],
  );
}

export function newOrders(count: number): string[] {
  return Array.from({ length: count }, () => newId('ord'));
}

/** Number of rows that the relay still has to publish. */
export async function unpublished(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM outbox_event WHERE published_at IS NULL AND parked_at IS NULL',
  );
  return rows[0]?.count ?? 0;
}

export type Arrival = Readonly<{
  id: string;
  aggregateId: string;
  sequence: number;
  partition: number;
  headers: Readonly<Record<string, string>>;
}>;

/** Every record of the topic, in the order of its partition. */
export async function readTopic(bootstrap: string, topic = ORDERS): Promise<Arrival[]> {
  const kafka = new Kafka({ brokers: bootstrap.split(','), clientId: 'reader', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId: `reader-${newId('evt')}`, maxWaitTimeInMs: 200 });
  try {
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(topic);
    const unread = new Map(
      ends.filter(({ high, low }) => high !== low).map((end) => [end.partition, Number(end.high)]),
    );
    const records: Arrival[] = [];
    if (unread.size === 0) return records;
    const done = Promise.withResolvers<void>();
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        const headers = headerTexts(message.headers);
        records.push({
          id: headers['ce_id'] ?? '',
          aggregateId: headers['ce_subject'] ?? '',
          sequence: Number(headers['ce_sequence']),
          partition,
          headers,
        });
        if (Number(message.offset) >= (unread.get(partition) ?? 0) - 1) unread.delete(partition);
        if (unread.size === 0) done.resolve();
      },
    });
    await done.promise;
    return records;
  } finally {
    await Promise.allSettled([consumer.disconnect(), admin.disconnect()]);
  }
}

/** Waits until the relay has published everything except parked events. */
export async function untilDrained(pool: Pool, timeoutMs = 60_000): Promise<void> {
  await waitFor(async () => (await unpublished(pool)) === 0, { timeoutMs, what: 'an empty outbox' });
}

export type Judgement = Readonly<{
  distinct: number;
  duplicates: number;
  missing: number;
  outOfOrder: number;
}>;

/** What a consumer that deduplicates by id sees of these aggregates, each with events 1..n. */
export function judge(
  records: readonly Arrival[],
  aggregateIds: readonly string[],
  eventsEach: number,
): Judgement {
  const seen = new Set<string>();
  const lastOf = new Map<string, number>();
  let outOfOrder = 0;
  for (const { id, aggregateId, sequence } of records) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (sequence !== (lastOf.get(aggregateId) ?? 0) + 1) outOfOrder += 1;
    lastOf.set(aggregateId, sequence);
  }
  const expected = aggregateIds.length * eventsEach;
  return {
    distinct: seen.size,
    duplicates: records.length - seen.size,
    missing: expected - seen.size,
    outOfOrder,
  };
}
