import { Migration } from '@mikro-orm/migrations';

/** Why orders were called off. */
export class M0020Cancellation extends Migration {
  override up(): void {
    this.addSql(CANCELLATIONS);
  }

  override down(): void {
    this.addSql(`DROP TABLE order_cancellation`);
  }
}

const CANCELLATIONS = `
CREATE TABLE order_cancellation (
  order_id    public_id PRIMARY KEY REFERENCES orders,
  reason      text NOT NULL CONSTRAINT order_cancellation_reason_is_known CHECK (
    reason IN ('CHANGED_MIND','ORDERED_BY_MISTAKE','TOO_EXPENSIVE','TOO_SLOW','OTHER','OUT_OF_STOCK','FRAUD_SUSPECTED')),
  note        text NOT NULL,
  canceled_by text NOT NULL CONSTRAINT order_cancellation_is_by_someone_known CHECK (canceled_by IN ('BUYER','OPERATOR')),
  canceled_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE order_cancellation IS 'One per order: it is called off once. Who did it stands in state_transition.';
COMMENT ON COLUMN order_cancellation.note IS 'In the person''s own words; shown to operations only.';
`;
