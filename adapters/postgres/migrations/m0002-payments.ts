import { Migration } from '@mikro-orm/migrations';

/** The money of an order, the steps that call the PSP, the outbox, the webhook inbox, and the fulfilment service's own list. */
export class M0002Payments extends Migration {
  override up(): void {
    for (const tables of [PAYMENTS, RELIABILITY, FULFILMENT]) this.addSql(tables);
  }

  override down(): void {
    this
      .addSql(`DROP TABLE fulfilment_order, consumer_inbox, state_transition, webhook_event, outbox_event, idempotency_record,
      payment_step, payment_order, payment_intent, payment`);
  }
}

const PAYMENTS = `
CREATE TABLE payment (
  id               public_id PRIMARY KEY,
  order_id         public_id NOT NULL CONSTRAINT payment_one_per_order UNIQUE REFERENCES orders,
  status           text NOT NULL CONSTRAINT payment_status_is_known CHECK (status IN ('NOT_CAPTURED','PARTIALLY_CAPTURED','CAPTURED','PARTIALLY_REFUNDED','REFUNDED','VOIDED')),
  currency         currency_code NOT NULL,
  amount_minor     bigint NOT NULL CONSTRAINT payment_amount_is_positive CHECK (amount_minor > 0),
  authorized_minor bigint NOT NULL DEFAULT 0,
  captured_minor   bigint NOT NULL DEFAULT 0,
  refunded_minor   bigint NOT NULL DEFAULT 0,
  capture_strategy text CONSTRAINT payment_capture_strategy_is_known CHECK (capture_strategy IN ('MULTICAPTURE','SINGLE_CAPTURE','INTENT_PER_SELLER')),
  capture_before   timestamptz,
  event_sequence   integer NOT NULL DEFAULT 0,
  version          integer NOT NULL DEFAULT 1,
  created_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_is_never_authorized_above_its_amount CHECK (authorized_minor BETWEEN 0 AND amount_minor),
  CONSTRAINT payment_is_never_captured_above_the_hold CHECK (captured_minor BETWEEN 0 AND authorized_minor),
  CONSTRAINT payment_is_never_refunded_above_the_capture CHECK (refunded_minor BETWEEN 0 AND captured_minor)
) WITH (fillfactor = 80);
COMMENT ON COLUMN payment.capture_before IS 'The PSP''s own deadline of the hold; the authorization is lost after it.';

CREATE TABLE payment_intent (
  id            public_id PRIMARY KEY,
  payment_id    public_id NOT NULL REFERENCES payment,
  order_id      public_id NOT NULL REFERENCES orders,
  attempt       integer NOT NULL,
  status        text NOT NULL CONSTRAINT payment_intent_status_is_known CHECK (status IN ('CREATED_PENDING','CREATED','PENDING_AUTH','REQUIRES_ACTION','AUTHORIZED','DECLINED','CANCELED')),
  amount_minor  bigint NOT NULL,
  psp_intent_id text CONSTRAINT payment_intent_psp_object_is_used_once UNIQUE,
  client_secret text,
  decline_code  text,
  decline_message text,
  next_action   jsonb,
  created_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_intent_attempt_is_unique UNIQUE (payment_id, attempt)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX payment_intent_one_live_per_payment ON payment_intent (payment_id) WHERE status NOT IN ('DECLINED','CANCELED');
COMMENT ON INDEX payment_intent_one_live_per_payment IS 'A second live intent could hold the shopper''s money twice.';

CREATE TABLE payment_order (
  id              public_id PRIMARY KEY,
  payment_id      public_id NOT NULL REFERENCES payment,
  order_id        public_id NOT NULL REFERENCES orders,
  seller_order_id public_id NOT NULL CONSTRAINT payment_order_one_per_seller_order UNIQUE REFERENCES seller_order,
  seller_id       public_id NOT NULL REFERENCES seller,
  status          text NOT NULL CONSTRAINT payment_order_status_is_known CHECK (status IN ('INITIATED_PENDING','CAPTURE_REQUESTED','PENDING_CAPTURE','CAPTURED','CAPTURE_FAILED','PARTIALLY_REFUNDED','REFUNDED','VOIDED')),
  amount_minor    bigint NOT NULL CONSTRAINT payment_order_amount_is_positive CHECK (amount_minor > 0),
  captured_minor  bigint NOT NULL DEFAULT 0,
  refunded_minor  bigint NOT NULL DEFAULT 0,
  attempts        integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  failure_message text,
  captured_at     timestamptz,
  CONSTRAINT payment_order_is_never_captured_above_its_share CHECK (captured_minor BETWEEN 0 AND amount_minor),
  CONSTRAINT payment_order_is_never_refunded_above_its_capture CHECK (refunded_minor BETWEEN 0 AND captured_minor)
) WITH (fillfactor = 80);
CREATE INDEX payment_order_by_payment ON payment_order (payment_id);
`;

const RELIABILITY = `
CREATE TABLE payment_step (
  id               public_id PRIMARY KEY,
  kind             text NOT NULL CONSTRAINT payment_step_kind_is_known CHECK (kind IN ('CREATE_INTENT','CONFIRM','CAPTURE','CANCEL','RETRIEVE')),
  order_id         public_id NOT NULL REFERENCES orders,
  payment_id       public_id NOT NULL REFERENCES payment,
  intent_id        public_id NOT NULL REFERENCES payment_intent,
  payment_order_id public_id REFERENCES payment_order,
  psp_key          text NOT NULL CONSTRAINT payment_step_psp_key_is_unique UNIQUE,
  params           jsonb NOT NULL,
  params_hash      text NOT NULL,
  state            text NOT NULL CONSTRAINT payment_step_state_is_known CHECK (state IN ('DUE','LEASED','SUCCEEDED','FAILED','NEEDS_ATTENTION')),
  attempt          integer NOT NULL DEFAULT 0,
  run_at           timestamptz NOT NULL DEFAULT now(),
  dispatched_at    timestamptz,
  lease_token      text,
  lease_until      timestamptz,
  first_called_at  timestamptz,
  psp_object       text,
  error            text,
  created_at       timestamptz NOT NULL DEFAULT now(),
  updated_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_step_lease_is_whole CHECK ((state = 'LEASED') = (lease_token IS NOT NULL AND lease_until IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX payment_step_unfinished ON payment_step (run_at) WHERE state IN ('DUE','LEASED');
CREATE INDEX payment_step_by_payment ON payment_step (payment_id);
CREATE INDEX payment_step_needs_attention ON payment_step (updated_at) WHERE state = 'NEEDS_ATTENTION';
COMMENT ON TABLE payment_step IS 'One unit of PSP work, written in the business transaction. The row, not the queue, remembers that it is owed.';
COMMENT ON COLUMN payment_step.psp_key IS 'Idempotency key sent to the PSP. A timeout repeats it; only a definitive failure earns a new one.';
COMMENT ON COLUMN payment_step.params IS 'What is sent to the PSP, fixed before the first call: the same key must never carry other parameters.';
COMMENT ON COLUMN payment_step.dispatched_at IS 'When a queue job was last made for it; a job lost with Redis is made again after a grace period.';
COMMENT ON COLUMN payment_step.lease_token IS 'The fence: a result is recorded only by the holder of the current token.';

CREATE TABLE idempotency_record (
  scope       text NOT NULL,
  key         text NOT NULL,
  input_hash  text NOT NULL,
  state       text NOT NULL CONSTRAINT idempotency_record_state_is_known CHECK (state IN ('RUNNING','DONE')),
  response    jsonb,
  locked_until timestamptz NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scope, key)
);
COMMENT ON COLUMN idempotency_record.scope IS 'Actor and operation: two shoppers may use the same key.';
COMMENT ON COLUMN idempotency_record.locked_until IS 'While RUNNING and before this time a replay is told to retry; after it the stored answer stands.';

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
COMMENT ON COLUMN outbox_event.slot IS 'Hash of the aggregate id; a relay shard owns a set of slots, so one aggregate is only ever sent by one shard.';
COMMENT ON COLUMN outbox_event.parked_at IS 'Set by the relay on a row the broker refuses for good; later events of that aggregate wait behind it.';

CREATE TABLE webhook_event (
  id            text PRIMARY KEY,
  type          text NOT NULL,
  psp_object_id text,
  payload       jsonb NOT NULL,
  received_at   timestamptz NOT NULL DEFAULT now(),
  attempt       integer NOT NULL DEFAULT 0,
  run_at        timestamptz NOT NULL DEFAULT now(),
  dispatched_at timestamptz,
  processed_at  timestamptz,
  parked_at     timestamptz,
  parked_reason text
);
CREATE INDEX webhook_event_waiting ON webhook_event (run_at) WHERE processed_at IS NULL AND parked_at IS NULL;
COMMENT ON COLUMN webhook_event.id IS 'The PSP''s event id: a second delivery of the same event finds its row and changes nothing.';

CREATE TABLE state_transition (
  position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id       public_id NOT NULL REFERENCES orders,
  machine        text NOT NULL,
  entity_id      public_id NOT NULL,
  from_state     text,
  to_state       text NOT NULL,
  actor          text NOT NULL,
  cause          text NOT NULL,
  occurred_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX state_transition_by_order ON state_transition (order_id, position);
COMMENT ON TABLE state_transition IS 'Append-only history of every state change: which machine, from where to where, who and because of what.';
`;

const FULFILMENT = `
CREATE TABLE consumer_inbox (
  consumer     text NOT NULL,
  event_id     public_id NOT NULL,
  processed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, event_id)
);
COMMENT ON TABLE consumer_inbox IS 'Written in the same transaction as the consumer''s effect: a redelivered event finds its row and is skipped.';

CREATE TABLE fulfilment_order (
  order_id     public_id PRIMARY KEY,
  order_number text NOT NULL,
  event_id     public_id NOT NULL,
  sequence     integer NOT NULL,
  seller_count integer NOT NULL,
  confirmed_at timestamptz NOT NULL,
  received_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE fulfilment_order IS 'The fulfilment service''s own list of orders whose money is held; it is filled from Kafka only, never from the order tables.';
`;
