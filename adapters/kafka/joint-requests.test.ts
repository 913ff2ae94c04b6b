import type { RecordMetadata } from 'kafkajs';
import { describe, expect, test } from 'vitest';

import type { PublishableEvent } from '../../core/shared/event-publisher.js';
import { joinRequests, type RequestPart } from './joint-requests.js';

function event(id: string): PublishableEvent {
  return {
    ...{ id, aggregateId: id, sequence: 1, data: {}, position: 1n, topic: 't', aggregateType: 'order' },
    ...{ type: 'OrderCreated', traceParent: null, occurredAt: new Date(0) },
  };
}

const written = ({ topic, partition }: RequestPart): RecordMetadata => ({
  topicName: topic,
  partition,
  errorCode: 0,
});

/** A broker that answers each request with `answer` and records the requested partitions. */
function brokerAnswering(answer: (partitions: number[]) => Promise<readonly RecordMetadata[]>) {
  const requests: number[][] = [];
  const sendFor = joinRequests((parts) => {
    const partitions = parts.map(({ partition }) => partition);
    requests.push(partitions);
    return answer(partitions);
  });
  /** Sends one event to each partition in the same event-loop turn. */
  const send = (...partitions: number[]) =>
    Promise.all(
      partitions.map(async (partition) => {
        const events = [event(`to-${partition}`)];
        return (await sendFor({ topic: 't', partition, events })(events)).status;
      }),
    );
  return { requests, send };
}

const answerFor = (partitions: number[]) =>
  partitions.map((partition) => written({ topic: 't', partition, events: [] }));

describe('requests in one event-loop turn', () => {
  test('reach the broker as one request', async () => {
    const { requests, send } = brokerAnswering(async (partitions) => answerFor(partitions));
    expect(await send(0, 1, 2)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(requests).toEqual([[0, 1, 2]]);
  });

  test('are confirmed only for partitions in the response', async () => {
    const { requests, send } = brokerAnswering(async (partitions) =>
      answerFor(partitions.filter((partition) => partition !== 1)),
    );
    expect(await send(0, 1, 2)).toEqual(['confirmed', 'unconfirmed', 'confirmed']);
    expect(requests).toEqual([[0, 1, 2]]);
  });

  test('are sent one by one after a joint request fails, until all of a turn succeed', async () => {
    let isDown = true;
    const { requests, send } = brokerAnswering(async (partitions) => {
      if (isDown && partitions.includes(1)) throw new Error('the leader of 1 is down');
      return answerFor(partitions);
    });
    expect(await send(0, 1, 2)).toEqual(['confirmed', 'unconfirmed', 'confirmed']);
    expect(await send(0, 1)).toEqual(['confirmed', 'unconfirmed']);
    isDown = false;
    expect(await send(0, 1)).toEqual(['confirmed', 'confirmed']);
    expect(await send(0, 1)).toEqual(['confirmed', 'confirmed']);
    expect(requests).toEqual([[0, 1, 2], [0], [1], [2], [0], [1], [0], [1], [0, 1]]);
  });

  test('distinguish an undeliverable one from the others', async () => {
    const { send } = brokerAnswering(async (partitions) => {
      const cause = Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });
      if (partitions.includes(0)) throw cause;
      return answerFor(partitions);
    });
    expect(await send(0, 1)).toEqual(['undeliverable', 'confirmed']);
  });
});
