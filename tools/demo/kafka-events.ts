import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, logLevel, type Admin, type Consumer, type EachMessagePayload, type IHeaders } from 'kafkajs';
import type { RecordedEvent } from './outbox-events.js';

const topics = ['splitcart.orders.v1', 'splitcart.payments.v1'];
const waitMs = 60_000;

/** Listens on the event topics from the moment it is opened. */
export class KafkaListener {
  readonly #consumer: Consumer;
  readonly #kafka: Kafka;
  readonly #groupId: string;
  readonly #topics: readonly string[];
  readonly #events: RecordedEvent[] = [];
  #wake: () => void = () => undefined;

  private constructor(kafka: Kafka, groupId: string, prefix: string) {
    this.#kafka = kafka;
    this.#groupId = groupId;
    this.#topics = topics.map((topic) => `${prefix}${topic}`);
    this.#consumer = kafka.consumer({ groupId });
  }

  /** Joins with a group of its own and returns when it stands at the present end of every partition. */
  static async open(brokers: string, prefix: string): Promise<KafkaListener> {
    const groupId = `splitcart-demo-${randomUUID()}`;
    const kafka = new Kafka({ clientId: groupId, brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const listener = new KafkaListener(kafka, groupId, prefix);
    await listener.#start();
    return listener;
  }

  /** Waits until all these events have arrived (or a minute is over) and returns everything about their aggregates. */
  async until(expected: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> {
    const missing = new Set(expected.map((event) => event.id));
    const deadline = Date.now() + waitMs;
    let read = 0;
    for (;;) {
      for (; read < this.#events.length; read++) missing.delete(this.#events[read]?.id ?? '');
      if (missing.size === 0 || Date.now() > deadline) break;
      await this.#nextArrival(deadline);
    }
    const aggregates = new Set(expected.map((event) => event.aggregateId));
    return this.#events.filter((event) => aggregates.has(event.aggregateId));
  }

  /** Leaves the group and removes it from the brokers. */
  async close(): Promise<void> {
    await this.#consumer.disconnect();
    const admin = this.#kafka.admin();
    await admin.connect();
    await admin.deleteGroups([this.#groupId]).catch(() => undefined);
    await admin.disconnect();
  }

  async #start(): Promise<void> {
    const ends = await this.#presentEnds();
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...this.#topics], fromBeginning: false });
    await this.#consumer.run({ eachMessage: async (payload) => this.#receive(payload) });
    // Without a committed offset the group would look up "latest" only when it first fetches: too late for
    // an order placed in between.
    for (const end of ends) this.#consumer.seek(end);
  }

  async #presentEnds(): Promise<{ topic: string; partition: number; offset: string }[]> {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      await this.#untilTopicsExist(admin);
      const ends = await Promise.all(
        this.#topics.map(async (topic) => {
          const partitions = await admin.fetchTopicOffsets(topic);
          return partitions.map(({ partition, high }) => ({ topic, partition, offset: high }));
        }),
      );
      return ends.flat();
    } finally {
      await admin.disconnect();
    }
  }

  /** The workers create the topics when they first reach the brokers, which may be a moment after their start. */
  async #untilTopicsExist(admin: Admin): Promise<void> {
    const deadline = Date.now() + waitMs;
    for (;;) {
      const existing = await admin.listTopics();
      if (this.#topics.every((topic) => existing.includes(topic))) return;
      if (Date.now() > deadline) throw new Error(`the topics ${this.#topics.join(', ')} do not exist`);
      await delay(200);
    }
  }

  #receive({ topic, message }: EachMessagePayload): void {
    this.#events.push({
      id: header(message.headers, 'ce_id'),
      type: header(message.headers, 'ce_type'),
      topic: topic.slice(topic.indexOf('splitcart.')),
      aggregateId: message.key?.toString() ?? '',
      sequence: Number(header(message.headers, 'ce_sequence')),
    });
    this.#wake();
  }

  async #nextArrival(deadline: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, deadline - Date.now());
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function header(headers: IHeaders | undefined, name: string): string {
  const value = headers?.[name];
  return (Array.isArray(value) ? value.at(-1) : value)?.toString() ?? '';
}
