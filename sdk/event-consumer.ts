import { setTimeout as delay } from 'node:timers/promises';

import type { ConsumerInbox } from './consumer-inbox.js';
import type { EventHandler } from './event-handler.js';
import type { EventSubscriber, PartitionLag, Subscription } from './event-subscriber.js';
import { decodeEvent, PoisonMessageError, type ReceivedMessage } from './received-event.js';

/** Structured lines, as pino takes them. */
export type ConsumerLogger = Readonly<
  Record<'info' | 'warn' | 'error', (fields: Readonly<{ event: string } & Record<string, unknown>>) => void>
>;

export type EventConsumerOptions<Tx> = Readonly<{
  /** Name in the inbox and, unless `groupId` says otherwise, the consumer group. Changing it handles everything again. */
  name: string;
  groupId?: string;
  topics: readonly string[];
  /** By event type; events of other types are passed over. */
  handlers: Readonly<Record<string, EventHandler<Tx>>>;
  subscriber: EventSubscriber;
  inbox: ConsumerInbox<Tx>;
  logger: ConsumerLogger;
  retry?: Partial<RetryPolicy>;
  onLag?: (lag: PartitionLag) => void;
}>;

export type RetryPolicy = Readonly<{
  /** Tries of one message before it is given to the dead letters. An outage of the database does not count. */
  attempts: number;
  /** Pause before the second try; it doubles with each further one. */
  firstPauseMs: number;
  longestPauseMs: number;
}>;

/** Six tries in about six seconds: long enough for a deadlock or a deployment, short enough not to hold the partition up. */
const DEFAULT_RETRY: RetryPolicy = { attempts: 6, firstPauseMs: 200, longestPauseMs: 5_000 };

/**
 * Consumes events: each one takes effect once, in order within its aggregate. A message that cannot be handled goes to
 * `<topic>.dlq` with the reason, and those after it go on; while the database is away the consumer waits.
 */
export function startEventConsumer<Tx>(options: EventConsumerOptions<Tx>): Subscription {
  return options.subscriber.subscribe({
    groupId: options.groupId ?? options.name,
    topics: options.topics,
    onMessage: (message, signal) => consume(options, message, signal),
    ...(options.onLag ? { onLag: options.onLag } : {}),
  });
}

async function consume<Tx>(
  options: EventConsumerOptions<Tx>,
  message: ReceivedMessage,
  signal: AbortSignal,
): Promise<void> {
  const retry = { ...DEFAULT_RETRY, ...options.retry };
  let attempt = 0;
  for (let pauseMs = retry.firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, retry.longestPauseMs)) {
    try {
      await handleOnce(options, message);
      return;
    } catch (error) {
      const outage = options.inbox.isOutage(error);
      if (!outage) attempt += 1;
      if (error instanceof PoisonMessageError || attempt >= retry.attempts) {
        await bury({ options, message, attempt, error });
        return;
      }
      options.logger.warn({
        event: 'consumer.retry',
        ...whereabouts(options.name, message),
        attempt,
        outage,
        error,
        pauseMs,
      });
      await delay(pauseMs, undefined, { signal });
    }
  }
}

async function handleOnce<Tx>(options: EventConsumerOptions<Tx>, message: ReceivedMessage): Promise<void> {
  const event = decodeEvent(message);
  const handler = Object.hasOwn(options.handlers, event.type) ? options.handlers[event.type] : undefined;
  if (!handler) return;
  await options.inbox.processOnce({ consumer: options.name, eventId: event.id }, (tx) => handler(event, tx));
}

/** Characters of a reason that travel in a header: enough to understand it, never enough to make the message too large. */
const LONGEST_REASON = 1_000;

type Burial<Tx> = {
  options: EventConsumerOptions<Tx>;
  message: ReceivedMessage;
  attempt: number;
  error: unknown;
};

async function bury<Tx>({ options, message, attempt, error }: Burial<Tx>): Promise<void> {
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
  await options.subscriber.sendToDeadLetters(message, {
    dlq_reason: reason,
    dlq_consumer: options.name,
    dlq_attempts: String(attempt),
    dlq_topic: message.topic,
    dlq_partition: String(message.partition),
    dlq_offset: message.offset,
  });
  options.logger.error({
    event: 'consumer.dead_letter',
    ...whereabouts(options.name, message),
    attempt,
    reason,
  });
}

function whereabouts(
  consumer: string,
  { topic, partition, offset }: ReceivedMessage,
): Record<string, unknown> {
  return { consumer, topic, partition, offset };
}
