import { Migration } from '@mikro-orm/migrations';

/** The steps that call the PSP, for any object that has work there, and the inbox of the events that it sends. */
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
COMMENT ON TABLE psp_step IS 'One unit of PSP work, written in the business transaction. The row, not the queue, remembers that it is due.';
COMMENT ON COLUMN psp_step.kind IS 'As its definition in the code names it; the workers do not start while an unfinished step has none.';
COMMENT ON COLUMN psp_step.subject_id IS 'The object whose step it is. No reference: steps of any kind of object are here, and they may be cleared away one day.';
COMMENT ON COLUMN psp_step.psp_key IS 'Idempotency key sent to the PSP. A timeout repeats it; only a definitive failure earns a new one.';
COMMENT ON COLUMN psp_step.params IS 'What is sent to the PSP, fixed before the first call: the same key must never carry other parameters.';
COMMENT ON COLUMN psp_step.dispatched_at IS 'When a queue job was last made for it; a job lost with Redis is made again after a grace period.';
COMMENT ON COLUMN psp_step.lease_token IS 'The fence: a result is recorded only by the holder of the current token.';
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
COMMENT ON COLUMN webhook_event.id IS 'The PSP''s event id: a second delivery of the same event finds its row and changes nothing.';
COMMENT ON COLUMN webhook_event.livemode IS 'Whether it tells of real money. An event of the other kind than our key is parked.';
COMMENT ON COLUMN webhook_event.account IS 'The account that it happened in, when that is not the one whose endpoint was called. Such an event is parked.';
COMMENT ON COLUMN webhook_event.amount_minor IS 'What the object inside the event is for. Other money than we asked for is never recorded; the event is parked.';
`;
