import { setTimeout as delay } from 'node:timers/promises';

import type { ConsumerInbox } from './consumer-inbox.js';
import type { EventHandler } from './event-handler.js';
import type { EventSubscriber, PartitionLag, Subscription } from './event-subscriber.js';
import { decodeEvent, PoisonMessageError, type ReceivedMessage } from './received-event.js';

/** Structured log lines, in pino's format. */
export type ConsumerLogger = Readonly<
  Record<'info' | 'warn' | 'error', (fields: Readonly<{ event: string } & Record<string, unknown>>) => void>
>;

export type EventConsumerOptions<Tx> = Readonly<{
  /** Name in the inbox and, unless `groupId` is set, the consumer group. A new name handles all events again. */
  name: string;
  groupId?: string;
  topics: readonly string[];
  /** By event type; events of other types are skipped. */
  handlers: Readonly<Record<string, EventHandler<Tx>>>;
  subscriber: EventSubscriber;
  inbox: ConsumerInbox<Tx>;
  logger: ConsumerLogger;
  retry?: Partial<RetryPolicy>;
  onLag?: (lag: PartitionLag) => void;
}>;

export type RetryPolicy = Readonly<{
  /** Attempts of one message before it is sent to the dead-letter topic. Database outages do not count. */
  attempts: number;
  /** Delay before the second attempt; it doubles with each further one. */
  firstPauseMs: number;
  longestPauseMs: number;
}>;

/**
 * Six attempts in about six seconds: long enough for a deadlock or a deployment, short enough not to block the
 * partition.
 */
const DEFAULT_RETRY: RetryPolicy = { attempts: 6, firstPauseMs: 200, longestPauseMs: 5_000 };

/**
 * Consumes events: each takes effect once, in order within its aggregate. A message that cannot be handled goes to
 * `<topic>.dlq` with the reason, and the consumer continues; during a database outage it waits.
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
        await sendToDeadLetters({ options, message, attempt, error });
        return;
      }
      options.logger.warn({
        event: 'consumer.retry',
        ...positionOf(options.name, message),
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

/** Maximum characters of a reason in a header: enough to understand it, without making the message too large. */
const LONGEST_REASON = 1_000;

type DeadLetter<Tx> = {
  options: EventConsumerOptions<Tx>;
  message: ReceivedMessage;
  attempt: number;
  error: unknown;
};

async function sendToDeadLetters<Tx>({ options, message, attempt, error }: DeadLetter<Tx>): Promise<void> {
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
    ...positionOf(options.name, message),
    attempt,
    reason,
  });
}

function positionOf(
  consumer: string,
  { topic, partition, offset }: ReceivedMessage,
): Record<string, unknown> {
  return { consumer, topic, partition, offset };
}
