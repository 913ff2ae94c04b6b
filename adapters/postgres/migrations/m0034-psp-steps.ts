import { Migration } from '@mikro-orm/migrations';

/** A step belongs to any object that has work at the PSP, and not to the parts of a checkout. */
export class M0034PspSteps extends Migration {
  override up(): void {
    this.addSql('DROP TABLE payment_step');
    this.addSql(STEPS);
    this.addSql(ATTENTION);
    this.addSql('ALTER TABLE mail RENAME COLUMN attempts TO attempt');
  }

  override down(): void {
    throw new Error('the steps of a checkout had other columns; there is no way back');
  }
}

const STEPS = `
CREATE TABLE psp_step (
  id               public_id PRIMARY KEY,
  kind             text NOT NULL,
  subject_type     text NOT NULL,
  subject_id       text NOT NULL,
  psp_key          text NOT NULL CONSTRAINT psp_step_psp_key_is_unique UNIQUE,
  params           jsonb NOT NULL,
  params_hash      text NOT NULL,
  state            text NOT NULL CONSTRAINT psp_step_state_is_known CHECK (state IN ('DUE','LEASED','SUCCEEDED','FAILED','NEEDS_ATTENTION')),
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

const ATTENTION = `
CREATE OR REPLACE FUNCTION tell_operations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'psp_step' THEN
      INSERT INTO ops_activity (kind, subject_id, order_id, reason)
      VALUES ('STEP_NEEDS_ATTENTION', NEW.id, CASE NEW.subject_type WHEN 'order' THEN NEW.subject_id END, NEW.error);
    WHEN 'webhook_event' THEN
      INSERT INTO ops_activity (kind, subject_id, order_id, reason)
      SELECT 'WEBHOOK_PARKED', NEW.id, (SELECT order_id FROM payment_intent WHERE psp_intent_id = NEW.psp_object_id), NEW.parked_reason;
    WHEN 'operator_action' THEN
      INSERT INTO ops_activity (kind, subject_id, order_id, reason, actor_id, cause)
      SELECT 'OPERATOR_ACTION', NEW.target, coalesce(
        (SELECT subject_id FROM psp_step WHERE id = NEW.target AND subject_type = 'order'),
        (SELECT order_id FROM payment WHERE id = NEW.target),
        (SELECT i.order_id FROM webhook_event w JOIN payment_intent i ON i.psp_intent_id = w.psp_object_id WHERE w.id = NEW.target)
      ), NEW.reason, NEW.account_id, NEW.kind;
  END CASE;
  RETURN NULL;
END $$;
CREATE TRIGGER psp_step_attention_is_told AFTER UPDATE OF state ON psp_step FOR EACH ROW
  WHEN (NEW.state = 'NEEDS_ATTENTION' AND OLD.state <> 'NEEDS_ATTENTION') EXECUTE FUNCTION tell_operations();
`;
