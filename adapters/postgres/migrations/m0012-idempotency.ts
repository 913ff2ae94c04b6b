import { Migration } from '@mikro-orm/migrations';

/** Answers of commands by idempotency key, so that a replay gets the answer of the first request. */
export class M0012Idempotency extends Migration {
  override up(): void {
    this.addSql(IDEMPOTENCY);
  }

  override down(): void {
    this.addSql(`DROP TABLE idempotency_record`);
  }
}

const IDEMPOTENCY = `
CREATE TABLE idempotency_record (
  scope        text NOT NULL,
  key          text NOT NULL,
  input_hash   text NOT NULL,
  state        text NOT NULL CONSTRAINT idempotency_record_state_is_known CHECK (state IN ('RUNNING','DONE')),
  response     jsonb,
  locked_until timestamptz NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scope, key)
);
COMMENT ON COLUMN idempotency_record.scope IS 'Operation and actor: two shoppers may use the same key.';
COMMENT ON COLUMN idempotency_record.locked_until IS 'While RUNNING and before this time, a replay must retry later; after it, the stored answer is final.';
`;
