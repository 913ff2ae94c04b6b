import type { PublishableEvent, PublishOutcome, PublishReport } from '../../core/shared/event-publisher.js';

/** The events of one batch that go to one partition, in order. */
export type PartitionBatch = Readonly<{
  topic: string;
  partition: number;
  events: readonly PublishableEvent[];
}>;

/** Writes events to one partition in one request: all or none are written. */
export type SendToPartition = (events: readonly PublishableEvent[]) => Promise<PublishOutcome>;

/** Bytes of data per request and partition: half of the broker's default limit, which also counts headers. */
const MAX_REQUEST_BYTES = 512 * 1024;

const NOT_SENT: PublishOutcome = {
  status: 'unconfirmed',
  reason: 'not sent: an earlier event is not yet confirmed',
};

/**
 * Sends a batch request by request and stops at the first unconfirmed one: nothing newer may overtake it. An
 * undeliverable request is retried event by event to isolate the bad one; later events of its aggregate are blocked,
 * all others are sent.
 */
export async function sendPartitionBatch(
  partitionBatch: PartitionBatch,
  send: SendToPartition,
): Promise<PublishReport> {
  const report = new Map<string, PublishOutcome>(partitionBatch.events.map(({ id }) => [id, NOT_SENT]));
  const blocked = new Set<string>();
  const requests = inRequests(partitionBatch.events);
  for (let request = requests.shift(); request; request = requests.shift()) {
    const events = request.filter(({ aggregateId }) => !blocked.has(aggregateId));
    if (events.length === 0) continue;
    const outcome = await send(events);
    if (outcome.status === 'undeliverable' && events.length > 1) {
      requests.unshift(...events.map((event) => [event]));
      continue;
    }
    for (const { id, aggregateId } of events) {
      report.set(id, outcome);
      if (outcome.status === 'undeliverable') blocked.add(aggregateId);
    }
    if (outcome.status === 'unconfirmed') break;
  }
  return report;
}

function inRequests(events: readonly PublishableEvent[]): PublishableEvent[][] {
  const requests: PublishableEvent[][] = [];
  let current: PublishableEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event.data));
    if (current.length > 0 && bytes + size > MAX_REQUEST_BYTES) {
      requests.push(current);
      current = [];
      bytes = 0;
    }
    current.push(event);
    bytes += size;
  }
  if (current.length > 0) requests.push(current);
  return requests;
}
