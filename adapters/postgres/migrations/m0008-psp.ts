import { Migration } from '@mikro-orm/migrations';

/** The steps that call the PSP, for any kind of object, and the inbox of its webhook events. */
export class M0008Psp extends Migration {
  override up(): void {
    for (const tables of [STEPS, WEBHOOK_EVENTS]) this.addSql(tables);
  }

  override down(): void {
    this.addSql(`DROP TABLE webhook_event, psp_step`);
  }
}

const STEPS = `
CREATE TABLE psp_step (
  id              public_id PRIMARY KEY,
  kind            text NOT NULL,
  subject_type    text NOT NULL,
  subject_id      text NOT NULL,
  psp_key         text NOT NULL CONSTRAINT psp_step_psp_key_is_unique UNIQUE,
  params          jsonb NOT NULL,
  params_hash     text NOT NULL,
  state           text NOT NULL CONSTRAINT psp_step_state_is_known CHECK (state IN ('DUE','LEASED','SUCCEEDED','FAILED','NEEDS_ATTENTION')),
  attempt         integer NOT NULL DEFAULT 0,
  run_at          timestamptz NOT NULL DEFAULT now(),
  dispatched_at   timestamptz,
  lease_token     text,
  lease_until     timestamptz,
  first_called_at timestamptz,
  psp_object      text,
  error           text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT psp_step_lease_is_whole CHECK ((state = 'LEASED') = (lease_token IS NOT NULL AND lease_until IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX psp_step_unfinished ON psp_step (run_at) WHERE state IN ('DUE','LEASED');
CREATE INDEX psp_step_by_subject ON psp_step (subject_id);
CREATE INDEX psp_step_needs_attention ON psp_step (id) WHERE state = 'NEEDS_ATTENTION';
COMMENT ON TABLE psp_step IS 'One unit of PSP work, written in the business transaction. The row, not the queue, records that it is due.';
COMMENT ON COLUMN psp_step.kind IS 'Name of its definition in the code; workers do not start while an unfinished step has no definition.';
COMMENT ON COLUMN psp_step.subject_id IS 'The object that the step belongs to. Not a foreign key: objects of any kind have steps, and steps may be purged.';
COMMENT ON COLUMN psp_step.psp_key IS 'Idempotency key sent to the PSP. A timeout reuses it; only a definitive failure gets a new one.';
COMMENT ON COLUMN psp_step.params IS 'Parameters of the call, fixed before the first attempt: a key must never be reused with other parameters.';
COMMENT ON COLUMN psp_step.dispatched_at IS 'When a job was last enqueued for it; a job lost with Redis is enqueued again after a grace period.';
COMMENT ON COLUMN psp_step.lease_token IS 'Fencing token: only the holder of the current token records a result.';
`;

const WEBHOOK_EVENTS = `
CREATE TABLE webhook_event (
  id            text PRIMARY KEY,
  type          text NOT NULL,
  livemode      boolean,
  account       text,
  psp_object_id text,
  amount_minor  bigint,
  currency      text,
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
CREATE INDEX webhook_event_parked ON webhook_event (id) WHERE parked_at IS NOT NULL;
CREATE INDEX webhook_event_by_time ON webhook_event (received_at DESC, id DESC);
COMMENT ON COLUMN webhook_event.id IS 'The PSP''s event id: a duplicate delivery finds the row and changes nothing.';
COMMENT ON COLUMN webhook_event.livemode IS 'Live or test mode. An event whose mode does not match our key is parked.';
COMMENT ON COLUMN webhook_event.account IS 'The connected account of the event; NULL for our own. Events of other accounts are parked.';
COMMENT ON COLUMN webhook_event.amount_minor IS 'Amount of the object inside the event. If it differs from the amount we requested, the event is parked and never recorded.';
`;
