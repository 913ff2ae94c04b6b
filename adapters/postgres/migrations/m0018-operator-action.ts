import { Migration } from '@mikro-orm/migrations';

/** What people of operations did by hand. */
export class M0018OperatorAction extends Migration {
  override up(): void {
    this.addSql(ACTIONS);
  }

  override down(): void {
    this.addSql(`DROP INDEX webhook_event_by_time; DROP TABLE operator_action`);
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
COMMENT ON TABLE operator_action IS 'Append-only audit of repairs by hand; written by the statement that repairs.';
COMMENT ON COLUMN operator_action.target IS 'Id of the step, webhook event or payment; not a reference, because it is kept longer than they are.';
CREATE INDEX webhook_event_by_time ON webhook_event (received_at DESC, id DESC);
`;
