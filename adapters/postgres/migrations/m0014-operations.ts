import { Migration } from '@mikro-orm/migrations';

/** The audit of manual operator actions, and the activity feed beyond the state changes of orders. */
export class M0014Operations extends Migration {
  override up(): void {
    for (const part of [ACTIONS, ACTIVITY, RUNNERS]) this.addSql(part);
  }

  override down(): void {
    this.addSql(`DROP TRIGGER webhook_event_parked_is_announced ON webhook_event`);
    this.addSql(`DROP TRIGGER psp_step_attention_is_told ON psp_step`);
    this.addSql(`DROP TABLE ops_activity, operator_action`);
    this.addSql(`DROP FUNCTION announce_to_operations`);
  }
}

const ACTIONS = `
CREATE TABLE operator_action (
  id         public_id PRIMARY KEY,
  account_id public_id NOT NULL REFERENCES account,
  kind       text NOT NULL CONSTRAINT operator_action_kind_is_known CHECK (kind IN ('RETRY_STEP','REPLAY_WEBHOOK','RECHECK_PAYMENT')),
  target     text NOT NULL,
  reason     text NOT NULL CONSTRAINT operator_action_says_why CHECK (length(reason) >= 5),
  made_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE operator_action IS 'Append-only audit of manual repairs; written by the repairing statement.';
COMMENT ON COLUMN operator_action.target IS 'Id of the step, webhook event or payment; not a foreign key, because the audit outlives them.';
`;

const ACTIVITY = `
CREATE TABLE ops_activity (
  position    bigint PRIMARY KEY DEFAULT nextval('state_transition_position_seq'),
  kind        text NOT NULL CONSTRAINT ops_activity_kind_is_known CHECK (kind IN ('STEP_NEEDS_ATTENTION','WEBHOOK_PARKED','OPERATOR_ACTION')),
  subject_id  text NOT NULL,
  order_id    public_id REFERENCES orders,
  reason      text,
  actor_id    text,
  cause       text,
  occurred_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE ops_activity IS 'Append-only log of steps that need attention, parked webhook events and operator actions; written by triggers on those tables.';
COMMENT ON COLUMN ops_activity.position IS 'From the same sequence as state_transition.position, so that both tables can be merged into one list.';
COMMENT ON COLUMN ops_activity.cause IS 'Kind of the operator action; NULL for other entries.';
COMMENT ON COLUMN ops_activity.subject_id IS 'Id of the step, webhook event or action target; not a foreign key, because the log outlives them.';
CREATE TRIGGER ops_activity_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ops_activity
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewriting();
`;

/** On the hot tables, the WHEN clause filters all but rare updates before the function runs. */
const RUNNERS = `
CREATE FUNCTION announce_to_operations() RETURNS trigger LANGUAGE plpgsql AS $$
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
  WHEN (NEW.state = 'NEEDS_ATTENTION' AND OLD.state <> 'NEEDS_ATTENTION') EXECUTE FUNCTION announce_to_operations();
CREATE TRIGGER webhook_event_parked_is_announced AFTER UPDATE OF parked_at ON webhook_event FOR EACH ROW
  WHEN (NEW.parked_at IS NOT NULL AND OLD.parked_at IS NULL) EXECUTE FUNCTION announce_to_operations();
CREATE TRIGGER operator_action_is_announced AFTER INSERT ON operator_action FOR EACH ROW EXECUTE FUNCTION announce_to_operations();
`;
