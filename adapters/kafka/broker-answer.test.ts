import { describe, expect, test } from 'vitest';

import { outcomeOf } from './broker-answer.js';

const topic = 'splitcart.orders.v1';

describe('the response to a send', () => {
  test('confirms a partition listed without an error', () => {
    expect(outcomeOf([{ topicName: topic, partition: 4, errorCode: 0, baseOffset: '17' }], topic, 4)).toEqual(
      {
        status: 'confirmed',
      },
    );
  });

  test.each([
    ['is empty, as when kafkajs drops the partition on a failover', []],
    ['lists only another partition', [{ topicName: topic, partition: 3, errorCode: 0 }]],
    [
      'lists the partition of another topic',
      [{ topicName: 'splitcart.payments.v1', partition: 4, errorCode: 0 }],
    ],
    ['lists the partition with an error', [{ topicName: topic, partition: 4, errorCode: 6 }]],
  ])('confirms nothing when it %s', (_, answer) => {
    expect(outcomeOf(answer, topic, 4)).toEqual({
      status: 'unconfirmed',
      reason: 'the broker did not confirm splitcart.orders.v1/4',
    });
  });
});
