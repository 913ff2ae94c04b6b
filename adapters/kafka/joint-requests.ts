import type { RecordMetadata } from 'kafkajs';

import type { PublishableEvent, PublishOutcome } from '../../core/shared/event-publisher.js';
import { outcomeOf } from './broker-answer.js';
import { reasonOf, isUndeliverable } from './kafka-errors.js';
import type { PartitionBatch, SendToPartition } from './partition-batch.js';

/** What goes to one partition, all of it or none. */
export type RequestPart = Pick<PartitionBatch, 'topic' | 'partition' | 'events'>;

/** Sends parts to different partitions in one request; the answer names each of them that was written. */
export type SendParts = (parts: readonly RequestPart[]) => Promise<readonly RecordMetadata[]>;

type Waiting = Readonly<{ part: RequestPart; settle: (outcome: PublishOutcome) => void }>;

/**
 * Joins the requests that batches make in the same turn of the event loop: a request costs the broker and us as much as
 * some dozens of events. Only a partition that the answer names counts as written. A joint request that fails says
 * nothing about its parts; then each is sent alone, and so are all that follow until each of a turn has gone through:
 * neither a refused event nor a broker that is away keeps the others waiting.
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
