import { Migration } from '@mikro-orm/migrations';

/** The outbox of events to publish, and the inbox of events that consumers have processed. */
export class M0011Messaging extends Migration {
  override up(): void {
    for (const tables of [OUTBOX, INBOX]) this.addSql(tables);
  }

  override down(): void {
    this.addSql(`DROP TABLE consumer_inbox, outbox_event`);
  }
}

const OUTBOX = `
CREATE TABLE outbox_event (
  position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id             public_id NOT NULL CONSTRAINT outbox_event_id_is_unique UNIQUE,
  topic          text NOT NULL,
  aggregate_type text NOT NULL,
  aggregate_id   public_id NOT NULL,
  sequence       integer NOT NULL,
  type           text NOT NULL,
  data           jsonb NOT NULL,
  trace_parent   text,
  occurred_at    timestamptz NOT NULL DEFAULT now(),
  slot           smallint NOT NULL GENERATED ALWAYS AS (abs(hashtext(aggregate_id::text) % 64)) STORED,
  published_at   timestamptz,
  parked_at      timestamptz,
  parked_reason  text,
  CONSTRAINT outbox_event_sequence_is_unique UNIQUE (aggregate_id, sequence)
) WITH (fillfactor = 80);
CREATE INDEX outbox_event_unpublished ON outbox_event (slot, position) WHERE published_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_event_parked ON outbox_event (aggregate_id, sequence) WHERE parked_at IS NOT NULL AND published_at IS NULL;
COMMENT ON COLUMN outbox_event.position IS 'Insertion order. Within one aggregate it rises with sequence, because both are assigned under the aggregate''s row lock.';
COMMENT ON COLUMN outbox_event.slot IS 'Hash of the aggregate id; each relay shard owns a set of slots, so an aggregate is published by one shard only.';
COMMENT ON COLUMN outbox_event.parked_at IS 'Set by the relay on an undeliverable event; later events of its aggregate wait.';
`;

const INBOX = `
CREATE TABLE consumer_inbox (
  consumer     text NOT NULL,
  event_id     public_id NOT NULL,
  processed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, event_id)
);
COMMENT ON TABLE consumer_inbox IS 'Written in the transaction of the consumer''s effect: a redelivered event finds the row and is skipped.';
`;
