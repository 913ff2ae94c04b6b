import { Kafka, logLevel, type LogEntry } from 'kafkajs';

import type { Logger } from '../../core/shared/logger.js';
import type { KafkaSettings } from './kafka-settings.js';

/**
 * About two seconds of retries within one call are enough to follow a partition to its new leader.
 * The caller handles longer outages, because it can report the delay and preserve order.
 */
const RETRY = { initialRetryTime: 200, maxRetryTime: 1_000, retries: 4 };

export function createKafkaClient({ brokers, clientId, logger }: KafkaSettings): Kafka {
  silenceNegativeTimeoutWarning();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 3_000,
    // Must exceed the producer's replica timeout, or every slow write would be sent twice.
    requestTimeout: 8_000,
    retry: RETRY,
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => forward(logger, entry),
  });
}

/** A starting broker responds with these for a second or two; kafkajs retries by itself. */
const STARTING_UP =
  /coordinator is (not available|loading)|not aware of this group|GROUP_LOAD_IN_PROGRESS|coordinator load|does not host this topic-partition|no leader for this topic-partition|leadership election/i;

/**
 * kafkajs logs errors that it then retries, and warnings about problems it has already handled. What it cannot retry
 * reaches the caller as a rejected promise and is handled there.
 */
function forward(logger: Logger, { namespace, level, log }: LogEntry): void {
  const { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...details } = log;
  const fields = { event: 'kafka.client', namespace, message, ...details };
  const text = `${message} ${String(details['error'] ?? '')}`;
  if (level > logLevel.ERROR || STARTING_UP.test(text)) logger.debug(fields);
  else logger.warn(fields);
}

let silenced = false;

/**
 * kafkajs 2.2.4 sets its throttle timer to a time in the past, which Node 24 reports once per process. Harmless (the
 * timer fires at once, as intended), and kafkajs is no longer maintained, so the warning is suppressed here.
 */
function silenceNegativeTimeoutWarning(): void {
  if (silenced) return;
  silenced = true;
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (...args: unknown[]) => {
    const fromKafkajs = args[1] === 'TimeoutNegativeWarning' && (new Error().stack ?? '').includes('kafkajs');
    if (!fromKafkajs) Reflect.apply(emitWarning, process, args);
  };
}
