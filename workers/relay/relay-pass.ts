import type { EventPublisher, FencedOutbox } from '../../core/shared/event-publisher.js';
import type { Logger } from '../../core/shared/logger.js';

/** Events of one pass: enough to fill the broker's requests, few enough to send again after a crash. */
export const BATCH_LIMIT = 500;

export type PassResult = Readonly<{
  fetched: number;
  confirmed: number;
  parked: number;
  /** Why events are still unconfirmed, in the words of the first one; null when none is. */
  unconfirmedReason: string | null;
}>;

export type RelayPass = Readonly<{ outbox: FencedOutbox; publisher: EventPublisher; logger: Logger }>;

/**
 * Sends the next events of the shard once and marks those the broker confirmed. What is not confirmed stays unpublished
 * and is, being the oldest, the first thing the next pass sends: the table is the memory of their order.
 *
 * A crash between send and mark sends the same events again under the same ids; consumers deduplicate.
 */
export async function relayPass({ outbox, publisher, logger }: RelayPass): Promise<PassResult> {
  const batch = await outbox.nextBatch(BATCH_LIMIT);
  // The rows may be another relay's from here on. Sending them too would only double them, but there is no need.
  if (batch.length === 0 || outbox.lost.aborted) return NOTHING_SENT;
  const report = await publisher.publish(batch);

  const confirmed: string[] = [];
  let parked = 0;
  let unconfirmedReason: string | null = null;
  for (const { id, type, aggregateId } of batch) {
    const outcome = report.get(id);
    if (outcome?.status === 'confirmed') {
      confirmed.push(id);
    } else if (outcome?.status === 'undeliverable') {
      await outbox.park(id, outcome.reason);
      parked += 1;
      logger.error({ event: 'outbox.event_parked', id, type, aggregateId, reason: outcome.reason });
    } else {
      unconfirmedReason ??= outcome?.reason ?? 'the publisher did not report on it';
    }
  }
  if (confirmed.length > 0) await outbox.markPublished(confirmed);
  return { fetched: batch.length, confirmed: confirmed.length, parked, unconfirmedReason };
}

const NOTHING_SENT: PassResult = { fetched: 0, confirmed: 0, parked: 0, unconfirmedReason: null };
