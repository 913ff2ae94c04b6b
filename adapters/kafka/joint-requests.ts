import type { RecordMetadata } from 'kafkajs';

import type { PublishableEvent, PublishOutcome } from '../../core/shared/event-publisher.js';
import { outcomeOf } from './broker-answer.js';
import { reasonOf, isUndeliverable } from './kafka-errors.js';
import type { PartitionBatch, SendToPartition } from './partition-batch.js';

/** Events for one partition, written all or none. */
export type RequestPart = Pick<PartitionBatch, 'topic' | 'partition' | 'events'>;

/** Sends parts to different partitions in one request; the response lists each partition that was written. */
export type SendParts = (parts: readonly RequestPart[]) => Promise<readonly RecordMetadata[]>;

type Waiting = Readonly<{ part: RequestPart; settle: (outcome: PublishOutcome) => void }>;

/**
 * Joins the requests that batches make in the same turn of the event loop: a request costs the broker and us as much as
 * a few dozen events. Only partitions listed in the response count as written. A failed joint request reveals nothing
 * about its parts, so each is sent alone, and so are later ones until all of a turn succeed: neither an undeliverable
 * event nor a broker that is down delays the others.
 */
export function joinRequests(sendParts: SendParts): (partitionBatch: PartitionBatch) => SendToPartition {
  let waiting: Waiting[] = [];
  let areJoined = true;

  const sendAlone = async ({ part, settle }: Waiting): Promise<boolean> => {
    const outcome = await partOutcome(sendParts, part);
    settle(outcome);
    return outcome.status === 'confirmed';
  };

  const sendWaiting = async (): Promise<void> => {
    const sent = waiting;
    waiting = [];
    if (areJoined && sent.length > 1) {
      const answer = await sendParts(sent.map(({ part }) => part)).catch(() => null);
      if (answer !== null) {
        for (const { part, settle } of sent) settle(outcomeOf(answer, part.topic, part.partition));
        return;
      }
    }
    const confirmations = await Promise.all(sent.map(sendAlone));
    areJoined = confirmations.every(Boolean);
  };

  return ({ topic, partition }) =>
    (events: readonly PublishableEvent[]) =>
      new Promise((settle) => {
        waiting.push({ part: { topic, partition, events }, settle });
        if (waiting.length === 1) setImmediate(() => void sendWaiting());
      });
}

async function partOutcome(sendParts: SendParts, part: RequestPart): Promise<PublishOutcome> {
  try {
    return outcomeOf(await sendParts([part]), part.topic, part.partition);
  } catch (error) {
    return { status: isUndeliverable(error) ? 'undeliverable' : 'unconfirmed', reason: reasonOf(error) };
  }
}
