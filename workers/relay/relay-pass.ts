import type { EventPublisher, FencedOutbox } from '../../core/shared/event-publisher.js';
import type { Logger } from '../../core/shared/logger.js';

/** Maximum events of one pass: enough to fill the broker's requests, few enough to resend after a crash. */
export const BATCH_LIMIT = 500;

export type PassResult = Readonly<{
  fetched: number;
  confirmed: number;
  parked: number;
  /** Reason of the first unconfirmed event; null if there is none. */
  unconfirmedReason: string | null;
}>;

export type RelayPass = Readonly<{ outbox: FencedOutbox; publisher: EventPublisher; logger: Logger }>;

/**
 * Sends the next events of the shard and marks those confirmed by the broker. Unconfirmed events stay unpublished and,
 * being the oldest, are the first to be sent by the next pass: the table preserves their order.
 *
 * After a crash between send and mark, the same events are sent again under the same ids; consumers deduplicate.
 */
export async function relayPass({ outbox, publisher, logger }: RelayPass): Promise<PassResult> {
  const batch = await outbox.nextBatch(BATCH_LIMIT);
  // Another relay may own the rows from here on. Sending them would only cause duplicates, but is unnecessary.
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
