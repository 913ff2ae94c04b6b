import { Kafka, logLevel, type LogEntry } from 'kafkajs';

import type { Logger } from '../../core/shared/logger.js';
import type { KafkaSettings } from './kafka-settings.js';

/**
 * Two tries within one call, about half a second apart, are enough to follow a partition to its new leader.
 * A longer absence is the caller's to wait out, who can tell what is late and keep order.
 */
const RETRY = { initialRetryTime: 200, maxRetryTime: 1_000, retries: 4 };

export function createKafkaClient({ brokers, clientId, logger }: KafkaSettings): Kafka {
  silenceNegativeTimeoutWarning();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 3_000,
    // Must outlast the producer's own wait for the replicas, or every slow write would be sent twice.
    requestTimeout: 8_000,
    retry: RETRY,
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => forward(logger, entry),
  });
}

/** While a broker starts it answers so for a second or two; kafkajs asks again by itself. */
const STARTING_UP =
  /coordinator is (not available|loading)|not aware of this group|GROUP_LOAD_IN_PROGRESS|coordinator load|does not host this topic-partition|no leader for this topic-partition|leadership election/i;

/**
 * kafkajs logs as errors what it then retries, and as warnings what it has dealt with. What it cannot retry reaches us
 * as a rejected call, and is judged there.
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
 * kafkajs 2.2.4 arms its throttle timer with a time in the past, which Node 24 reports once per process. Harmless (the
 * timer fires at once, as meant), and kafkajs is not maintained any more, so that one warning is dropped here.
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
