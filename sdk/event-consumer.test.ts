import { describe, expect, test } from 'vitest';

import type { ConsumerInbox } from './consumer-inbox.js';
import { type EventConsumerOptions, startEventConsumer } from './event-consumer.js';
import { eventHandler } from './event-handler.js';
import type { EventSubscriber, SubscribeOptions } from './event-subscriber.js';
import type { ReceivedMessage } from './received-event.js';

class DatabaseUnavailable extends Error {}

/** An in-memory inbox: writes of a transaction are kept only if its work succeeds. */
class MemoryInbox implements ConsumerInbox<string[]> {
  readonly effects: string[] = [];
  readonly handled = new Set<string>();
  outages = 0;

  async processOnce({ eventId }: { eventId: string }, work: (tx: string[]) => Promise<void>) {
    if (this.outages > 0) {
      this.outages -= 1;
      throw new DatabaseUnavailable('the database is unavailable');
    }
    if (this.handled.has(eventId)) return 'duplicate' as const;
    const written: string[] = [];
    await work(written);
    this.handled.add(eventId);
    this.effects.push(...written);
    return 'processed' as const;
  }

  isOutage(error: unknown): boolean {
    return error instanceof DatabaseUnavailable;
  }
}

/** A broker with manual delivery that keeps its dead letters. */
class ManualBroker implements EventSubscriber {
  readonly deadLetters: { offset: string; reason: string | undefined }[] = [];
  options: SubscribeOptions | undefined;

  subscribe(options: SubscribeOptions) {
    this.options = options;
    return { stop: async () => undefined };
  }

  async sendToDeadLetters({ offset }: ReceivedMessage, headers: Readonly<Record<string, string>>) {
    this.deadLetters.push({ offset, reason: headers['dlq_reason'] });
  }

  async deliver(message: ReceivedMessage, signal = new AbortController().signal) {
    await this.options?.onMessage(message, signal);
  }
}

const headers = {
  ce_specversion: '1.0',
  ce_id: 'evt_1',
  ce_source: '/splitcart',
  ce_type: 'OrderConfirmed',
  ce_subject: 'ord_1',
  ce_time: '2026-11-21T09:00:00.000Z',
  ce_aggregatetype: 'order',
  ce_sequence: '2',
};

function message(over: Partial<ReceivedMessage> = {}): ReceivedMessage {
  const value = new TextEncoder().encode('{"orderId":"ord_1"}');
  return { topic: 'splitcart.orders.v1', partition: 0, offset: '10', key: 'ord_1', headers, value, ...over };
}

function start(over: Partial<EventConsumerOptions<string[]>> = {}) {
  const broker = new ManualBroker();
  const inbox = new MemoryInbox();
  const ignore = () => undefined;
  startEventConsumer<string[]>({
    name: 'test',
    topics: ['splitcart.orders.v1'],
    subscriber: broker,
    inbox,
    logger: { info: ignore, warn: ignore, error: ignore },
    retry: { firstPauseMs: 1, longestPauseMs: 2, attempts: 3 },
    handlers: { OrderConfirmed: async (event, tx) => void tx.push(event.id) },
    ...over,
  });
  return { broker, inbox };
}

describe('an event consumer', () => {
  test('handles a redelivered event once', async () => {
    const { broker, inbox } = start();
    await broker.deliver(message());
    await broker.deliver(message({ offset: '11' }));
    expect(inbox.effects).toEqual(['evt_1']);
    expect(broker.deadLetters).toEqual([]);
  });

  test('skips an event of a type that it does not handle', async () => {
    const { broker, inbox } = start();
    await broker.deliver(message({ headers: { ...headers, ce_type: 'toString' } }));
    expect(inbox.handled.size).toBe(0);
    expect(broker.deadLetters).toEqual([]);
  });

  test('retries a failing handler and keeps no writes of failed attempts', async () => {
    let attempts = 0;
    const { broker, inbox } = start({
      handlers: {
        OrderConfirmed: async (_, tx) => {
          attempts += 1;
          tx.push(`attempt ${attempts}`);
          if (attempts < 3) throw new Error('not yet');
        },
      },
    });
    await broker.deliver(message());
    expect(inbox.effects).toEqual(['attempt 3']);
    expect(broker.deadLetters).toEqual([]);
  });

  test('sends a message to the dead-letter topic after its last attempt', async () => {
    const { broker, inbox } = start({
      handlers: { OrderConfirmed: () => Promise.reject(new Error('never works')) },
    });
    await broker.deliver(message());
    expect(broker.deadLetters).toEqual([{ offset: '10', reason: 'never works' }]);
    expect(inbox.handled.size).toBe(0);
  });

  test.each([
    ['is not a CloudEvent', message({ headers: {} }), 'header ce_specversion is missing'],
    [
      'has no sequence',
      message({ headers: { ...headers, ce_sequence: '0' } }),
      'ce_sequence is not a positive integer',
    ],
    ['has no time', message({ headers: { ...headers, ce_time: 'noon' } }), 'ce_time is not a time'],
    ['has no body', message({ value: null }), 'the message has no body'],
    ['is not JSON', message({ value: new TextEncoder().encode('{') }), 'the body is not JSON in UTF-8'],
  ])('sends a message that %s to the dead-letter topic at once', async (_, poison, reason) => {
    const { broker } = start();
    await broker.deliver(poison);
    expect(broker.deadLetters).toEqual([{ offset: '10', reason }]);
  });

  test('sends data that the handler cannot parse to the dead-letter topic after one attempt', async () => {
    let attempts = 0;
    const parse = (data: unknown): never => {
      attempts += 1;
      throw new Error(`no order in ${JSON.stringify(data)}`);
    };
    const { broker } = start({ handlers: { OrderConfirmed: eventHandler(parse, async () => undefined) } });
    await broker.deliver(message());
    expect(attempts).toBe(1);
    expect(broker.deadLetters[0]?.reason).toBe('OrderConfirmed evt_1: no order in {"orderId":"ord_1"}');
  });

  test('waits out a database outage of any length without a dead letter', async () => {
    const { broker, inbox } = start();
    inbox.outages = 20;
    await broker.deliver(message());
    expect(inbox.effects).toEqual(['evt_1']);
    expect(broker.deadLetters).toEqual([]);
  });

  test('leaves the message for redelivery if interrupted while waiting', async () => {
    const { broker, inbox } = start({ retry: { firstPauseMs: 60_000 } });
    inbox.outages = 1;
    const interrupted = new AbortController();
    const delivery = broker.deliver(message(), interrupted.signal);
    interrupted.abort();
    await expect(delivery).rejects.toThrow('aborted');
    expect(inbox.handled.size).toBe(0);
  });

  test('leaves the message for redelivery if the dead letter is not confirmed', async () => {
    const { broker } = start();
    broker.sendToDeadLetters = () => Promise.reject(new Error('not confirmed'));
    await expect(broker.deliver(message({ value: null }))).rejects.toThrow('not confirmed');
  });
});
