import {
  bigint,
  defineTable,
  given,
  insertOnly,
  int,
  json,
  orNull,
  readOnly,
  text,
  timestamp,
} from '../database/table.js';

export const outboxEventTable = defineTable('outbox_event', {
  position: readOnly(bigint()),
  id: insertOnly(text()),
  topic: insertOnly(text()),
  aggregateType: insertOnly(text()),
  aggregateId: insertOnly(text()),
  /** Ordinal among the new events of its aggregate, from 1. */
  nth: given(int()),
  sequence: insertOnly(int()),
  type: insertOnly(text()),
  data: insertOnly(json()),
  traceParent: readOnly(orNull(text())),
  occurredAt: readOnly(timestamp()),
});
