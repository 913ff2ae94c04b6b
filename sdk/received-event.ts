/** A Kafka record from the subscriber, not validated yet. */
export type ReceivedMessage = Readonly<{
  topic: string;
  partition: number;
  /** Decimal text: offsets can exceed safe integers. */
  offset: string;
  key: string | null;
  headers: Readonly<Record<string, string>>;
  /** The body, or null for a record without one. */
  value: Uint8Array | null;
}>;

/** A Splitcart event (CloudEvents 1.0, Kafka binding, binary mode). */
export type ReceivedEvent<Data = unknown> = Readonly<{
  /** Unique per event and identical on every redelivery: the deduplication key. */
  id: string;
  type: string;
  source: string;
  /** Id of the aggregate: the order, payment or seller that the event is about. */
  aggregateId: string;
  aggregateType: string;
  /** 1, 2, 3 … within the aggregate, without gaps. */
  sequence: number;
  occurredAt: Date;
  traceParent: string | null;
  data: Data;
}>;

/** The message can never be handled; it goes to the dead-letter topic without a retry. */
export class PoisonMessageError extends Error {
  override readonly name = 'PoisonMessageError';
}

/** Decodes the event of a message. Throws PoisonMessageError if it is not one of our CloudEvents. */
export function decodeEvent(message: ReceivedMessage): ReceivedEvent {
  const { headers } = message;
  const required = (name: string): string => {
    const value = headers[name];
    if (value === undefined || value === '') throw new PoisonMessageError(`header ${name} is missing`);
    return value;
  };
  if (required('ce_specversion') !== '1.0') throw new PoisonMessageError('ce_specversion is not 1.0');
  const sequence = Number(required('ce_sequence'));
  if (!Number.isSafeInteger(sequence) || sequence < 1)
    throw new PoisonMessageError('ce_sequence is not a positive integer');
  const occurredAt = new Date(required('ce_time'));
  if (Number.isNaN(occurredAt.getTime())) throw new PoisonMessageError('ce_time is not a time');
  return {
    id: required('ce_id'),
    type: required('ce_type'),
    source: required('ce_source'),
    aggregateId: required('ce_subject'),
    aggregateType: required('ce_aggregatetype'),
    sequence,
    occurredAt,
    traceParent: headers['ce_traceparent'] ?? null,
    data: parseBody(message.value),
  };
}

function parseBody(value: Uint8Array | null): unknown {
  if (value === null) throw new PoisonMessageError('the message has no body');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(value));
  } catch (error) {
    throw new PoisonMessageError('the body is not JSON in UTF-8', { cause: error });
  }
}
