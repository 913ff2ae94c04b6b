import { describe, expect, test } from 'vitest';

import type { PublishableEvent } from '../../core/shared/event-publisher.js';
import { decodeEvent } from '../../sdk/received-event.js';
import { headerTexts, toKafkaMessage } from './cloud-event.js';

const event: PublishableEvent = {
  position: 7n,
  id: 'evt_01kaj9c4xtfx3r8vqnahm1q2bz',
  topic: 'splitcart.orders.v1',
  aggregateType: 'order',
  aggregateId: 'ord_01kaj9c4xtfx3r8vqnahm1q2bz',
  sequence: 3,
  type: 'OrderConfirmed',
  data: { city: 'Łódź', totalMinor: '5820' },
  traceParent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  occurredAt: new Date('2026-11-21T09:00:00.123Z'),
};

describe('an event as a Kafka record', () => {
  test('carries the CloudEvents attributes as headers, the data as body and the aggregate id as key', () => {
    expect(toKafkaMessage(event, 5)).toEqual({
      key: event.aggregateId,
      partition: 5,
      value: Buffer.from('{"city":"Łódź","totalMinor":"5820"}'),
      headers: {
        'content-type': 'application/json',
        ce_specversion: '1.0',
        ce_id: event.id,
        ce_source: '/splitcart',
        ce_type: 'OrderConfirmed',
        ce_subject: event.aggregateId,
        ce_time: '2026-11-21T09:00:00.123Z',
        ce_aggregatetype: 'order',
        ce_sequence: '3',
        ce_traceparent: event.traceParent,
      },
    });
  });

  test('has no trace header without a trace', () => {
    expect(toKafkaMessage({ ...event, traceParent: null }, 5).headers).not.toHaveProperty('ce_traceparent');
  });

  test('is decoded unchanged by the consumer SDK', () => {
    const { headers, value } = toKafkaMessage(event, 5);
    const received = { topic: event.topic, partition: 5, offset: '9', key: event.aggregateId, value };
    expect(decodeEvent({ ...received, headers: headerTexts(headers) })).toEqual({
      id: event.id,
      type: event.type,
      source: '/splitcart',
      aggregateId: event.aggregateId,
      aggregateType: 'order',
      sequence: 3,
      occurredAt: event.occurredAt,
      traceParent: event.traceParent,
      data: event.data,
    });
  });
});

describe('the headers of a received record', () => {
  test('are decoded as text; the last of a repeated header wins', () => {
    expect(headerTexts({ a: Buffer.from('é'), b: ['1', Buffer.from('2')], c: undefined })).toEqual({
      a: 'é',
      b: '2',
    });
  });
});
