import type { RecordMetadata } from 'kafkajs';

import type { PublishableEvent, PublishOutcome } from '../../core/shared/event-publisher.js';
import { outcomeOf } from './broker-answer.js';
import { reasonOf, refusedByBroker } from './kafka-errors.js';
import type { PartitionLane, SendToPartition } from './partition-lane.js';

/** What goes to one partition, all of it or none. */
export type RequestPart = Pick<PartitionLane, 'topic' | 'partition' | 'events'>;

/** Sends parts to different partitions in one request; the answer names each of them that was written. */
export type SendParts = (parts: readonly RequestPart[]) => Promise<readonly RecordMetadata[]>;

type Waiting = Readonly<{ part: RequestPart; tell: (outcome: PublishOutcome) => void }>;

/**
 * Joins the requests that lanes make in the same turn of the event loop: a request costs the broker and us as much as
 * some dozens of events. Only a partition that the answer names counts as written. A joint request that fails says
 * nothing about its parts; then each is sent alone, and so are all that follow until each of a turn has gone through:
 * neither a refused event nor a broker that is away keeps the others waiting.
 */
export function joinRequests(sendParts: SendParts): (lane: PartitionLane) => SendToPartition {
  let waiting: Waiting[] = [];
  let areJoined = true;

  const sendAlone = async ({ part, tell }: Waiting): Promise<boolean> => {
    const outcome = await partOutcome(sendParts, part);
    tell(outcome);
    return outcome.status === 'confirmed';
  };

  const sendWaiting = async (): Promise<void> => {
    const sent = waiting;
    waiting = [];
    if (areJoined && sent.length > 1) {
      const answer = await sendParts(sent.map(({ part }) => part)).catch(() => null);
      if (answer !== null) {
        for (const { part, tell } of sent) tell(outcomeOf(answer, part.topic, part.partition));
        return;
      }
    }
    const confirmations = await Promise.all(sent.map(sendAlone));
    areJoined = confirmations.every(Boolean);
  };

  return ({ topic, partition }) =>
    (events: readonly PublishableEvent[]) =>
      new Promise((tell) => {
        waiting.push({ part: { topic, partition, events }, tell });
        if (waiting.length === 1) setImmediate(() => void sendWaiting());
      });
}

async function partOutcome(sendParts: SendParts, part: RequestPart): Promise<PublishOutcome> {
  try {
    return outcomeOf(await sendParts([part]), part.topic, part.partition);
  } catch (error) {
    return { status: refusedByBroker(error) ? 'refused' : 'unconfirmed', reason: reasonOf(error) };
  }
}
