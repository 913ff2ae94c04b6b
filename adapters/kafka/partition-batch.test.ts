import { describe, expect, test } from 'vitest';

import type { PublishableEvent, PublishOutcome } from '../../core/shared/event-publisher.js';
import { sendPartitionBatch } from './partition-batch.js';

const CONFIRMED: PublishOutcome = { status: 'confirmed' };
const LARGE = 'x'.repeat(300 * 1024);

function event(aggregateId: string, sequence: number, data: unknown = {}): PublishableEvent {
  const id = `${aggregateId}-${sequence}`;
  const rest = {
    topic: 't',
    aggregateType: 'order',
    type: 'OrderCreated',
    traceParent: null,
    occurredAt: new Date(0),
  };
  return { id, aggregateId, sequence, data, position: BigInt(sequence), ...rest };
}

/** Sends the batch to a broker that responds with `answer`, and returns the requests it received. */
async function relayTo(events: PublishableEvent[], answer: (ids: string[]) => PublishOutcome) {
  const requests: string[][] = [];
  const report = await sendPartitionBatch({ topic: 't', partition: 0, events }, async (sent) => {
    const ids = sent.map(({ id }) => id);
    requests.push(ids);
    return answer(ids);
  });
  return { requests, statuses: Object.fromEntries([...report].map(([id, { status }]) => [id, status])) };
}

describe('a batch of events for one partition', () => {
  test('is sent in one request and confirmed by one response', async () => {
    const { requests, statuses } = await relayTo(
      [event('a', 1), event('b', 1), event('a', 2)],
      () => CONFIRMED,
    );
    expect(requests).toEqual([['a-1', 'b-1', 'a-2']]);
    expect(statuses).toEqual({ 'a-1': 'confirmed', 'b-1': 'confirmed', 'a-2': 'confirmed' });
  });

  test('is split before a request gets too large for the broker', async () => {
    const { requests } = await relayTo(
      [event('a', 1, LARGE), event('b', 1, LARGE), event('c', 1)],
      () => CONFIRMED,
    );
    expect(requests).toEqual([['a-1'], ['b-1', 'c-1']]);
  });

  test('sends nothing newer after an unconfirmed request', async () => {
    const { requests, statuses } = await relayTo([event('a', 1, LARGE), event('b', 1, LARGE)], () => ({
      status: 'unconfirmed',
      reason: 'no answer',
    }));
    expect(requests).toEqual([['a-1']]);
    expect(statuses).toEqual({ 'a-1': 'unconfirmed', 'b-1': 'unconfirmed' });
  });

  test('isolates the undeliverable event, blocks its aggregate and sends the others', async () => {
    const events = [event('a', 1), event('bad', 1), event('b', 1), event('bad', 2), event('a', 2)];
    const { requests, statuses } = await relayTo(events, (ids) =>
      ids.includes('bad-1') ? { status: 'undeliverable', reason: 'too large' } : CONFIRMED,
    );
    expect(requests).toEqual([['a-1', 'bad-1', 'b-1', 'bad-2', 'a-2'], ['a-1'], ['bad-1'], ['b-1'], ['a-2']]);
    expect(statuses).toEqual({
      'a-1': 'confirmed',
      'bad-1': 'undeliverable',
      'b-1': 'confirmed',
      'bad-2': 'unconfirmed',
      'a-2': 'confirmed',
    });
  });
});
