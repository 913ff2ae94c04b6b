import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, logLevel, type Admin, type EachMessagePayload, type IHeaders } from 'kafkajs';
import type { RecordedEvent } from './outbox-events.js';

const topics = ['splitcart.orders.v1', 'splitcart.payments.v1'];
const waitMs = 60_000;

/** An offset in one partition. */
interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** Reads the events published since it was opened. */
export class KafkaReader {
  readonly #kafka: Kafka;
  readonly #topics: readonly string[];
  readonly #ends: readonly Position[];

  private constructor(kafka: Kafka, names: readonly string[], ends: readonly Position[]) {
    this.#kafka = kafka;
    this.#topics = names;
    this.#ends = ends;
  }

  /** Remembers the current end of every partition; a topic that does not exist yet is read from the beginning. */
  static async open(brokers: string, prefix: string): Promise<KafkaReader> {
    const kafka = new Kafka({
      clientId: 'splitcart-demo',
      brokers: brokers.split(','),
      logLevel: logLevel.NOTHING,
    });
    const names = topics.map((topic) => `${prefix}${topic}`);
    const ends = await withAdmin(kafka, async (admin) => {
      const existing = await admin.listTopics();
      return await presentEnds(
        admin,
        names.filter((name) => existing.includes(name)),
      );
    });
    return new KafkaReader(kafka, names, ends);
  }

  /**
   * All events of the same aggregates, in arrival order per partition and with redeliveries. Returns when all expected
   * events have arrived, or after a minute with those that have.
   */
  async readUntil(expected: readonly RecordedEvent[]): Promise<RecordedEvent[]> {
    if (expected.length === 0 || !(await this.#topicsExist())) return [];
    const aggregates = new Set(expected.map((event) => event.aggregateId));
    const missing = new Set(expected.map((event) => event.id));
    const arrived: RecordedEvent[] = [];
    const groupId = `splitcart-demo-${randomUUID()}`;
    const consumer = this.#kafka.consumer({ groupId });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...this.#topics], fromBeginning: true });
      const all = new Promise<void>((resolve, reject) => {
        const receive = (payload: EachMessagePayload): void => {
          const event = toEvent(payload);
          if (aggregates.has(event.aggregateId)) arrived.push(event);
          missing.delete(event.id);
          if (missing.size === 0) resolve();
        };
        consumer.run({ eachMessage: async (payload) => receive(payload) }).catch(reject);
      });
      for (const end of this.#ends) consumer.seek(end);
      await Promise.race([all, delay(waitMs, undefined, { ref: false })]);
      return arrived;
    } finally {
      await consumer.disconnect();
      await withAdmin(this.#kafka, async (admin) => await admin.deleteGroups([groupId])).catch(
        () => undefined,
      );
    }
  }

  /** The relay creates the topics with the first event it publishes. */
  async #topicsExist(): Promise<boolean> {
    const deadline = Date.now() + waitMs;
    return await withAdmin(this.#kafka, async (admin) => {
      for (;;) {
        const existing = await admin.listTopics();
        if (this.#topics.every((topic) => existing.includes(topic))) return true;
        if (Date.now() > deadline) return false;
        await delay(200);
      }
    });
  }
}

async function presentEnds(admin: Admin, names: readonly string[]): Promise<Position[]> {
  const ends = await Promise.all(
    names.map(async (topic) => {
      const partitions = await admin.fetchTopicOffsets(topic);
      return partitions.map(({ partition, high }) => ({ topic, partition, offset: high }));
    }),
  );
  return ends.flat();
}

async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

function toEvent({ topic, message }: EachMessagePayload): RecordedEvent {
  return {
    id: header(message.headers, 'ce_id'),
    type: header(message.headers, 'ce_type'),
    topic: topic.slice(topic.indexOf('splitcart.')),
    aggregateId: message.key?.toString() ?? '',
    sequence: Number(header(message.headers, 'ce_sequence')),
  };
}

function header(headers: IHeaders | undefined, name: string): string {
  const value = headers?.[name];
  return (Array.isArray(value) ? value.at(-1) : value)?.toString() ?? '';
}
