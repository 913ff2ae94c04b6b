import type { RecordMetadata } from 'kafkajs';

import type { PublishOutcome } from '../../core/shared/event-publisher.js';

/** True when the response to a `send` confirms the write to this partition. A resolved call alone proves nothing. */
export function confirms(answer: readonly RecordMetadata[], topic: string, partition: number): boolean {
  return answer.some(
    (part) => part.topicName === topic && part.partition === partition && part.errorCode === 0,
  );
}

/** The outcome of the events sent to this partition. */
export function outcomeOf(
  answer: readonly RecordMetadata[],
  topic: string,
  partition: number,
): PublishOutcome {
  if (confirms(answer, topic, partition)) return { status: 'confirmed' };
  return { status: 'unconfirmed', reason: `the broker did not confirm ${topic}/${partition}` };
}
