import type { IHeaders, Message } from 'kafkajs';

import type { PublishableEvent } from '../../core/shared/event-publisher.js';

const SOURCE = '/splitcart';

/**
 * An event as a Kafka record: CloudEvents 1.0, Kafka protocol binding, binary mode. Attributes are headers, data is
 * the value, and the key is the aggregate id, so that an aggregate stays in one partition.
 */
export function toKafkaMessage(event: PublishableEvent, partition: number): Message & { value: Buffer } {
  return {
    key: event.aggregateId,
    partition,
    value: Buffer.from(JSON.stringify(event.data)),
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_source: SOURCE,
      ce_type: event.type,
      ce_subject: event.aggregateId,
      ce_time: event.occurredAt.toISOString(),
      ce_aggregatetype: event.aggregateType,
      ce_sequence: String(event.sequence),
      ...(event.traceParent === null ? {} : { ce_traceparent: event.traceParent }),
    },
  };
}

/** The headers of a received record as text; the last value of a repeated header wins. */
export function headerTexts(headers: IHeaders | undefined): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) texts[name] = last.toString();
  }
  return texts;
}
