import type { RecordMetadata } from 'kafkajs';

import type { PublishOutcome } from '../../core/shared/event-publisher.js';

/** True when the answer to a `send` says that this partition was written. A resolved call alone says nothing. */
export function names(answer: readonly RecordMetadata[], topic: string, partition: number): boolean {
  return answer.some(
    (part) => part.topicName === topic && part.partition === partition && part.errorCode === 0,
  );
}

/** What the answer tells of the events sent to this partition. */
export function outcomeOf(
  answer: readonly RecordMetadata[],
  topic: string,
  partition: number,
): PublishOutcome {
  if (names(answer, topic, partition)) return { status: 'confirmed' };
  return { status: 'unconfirmed', reason: `the broker's answer does not name ${topic}/${partition}` };
}
