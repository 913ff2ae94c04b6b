import { Migration } from '@mikro-orm/migrations';

/** What the capture planner goes by, and what it tells. A seller order may have several payment orders: partial shipments split them. */
export class M0015Capture extends Migration {
  override up(): void {
    for (const part of [PAYMENT, PAYMENT_ORDER, STEP]) this.addSql(part);
  }

  override down(): void {
    this.addSql(`
ALTER TABLE payment_step DROP CONSTRAINT payment_step_kind_is_known;
ALTER TABLE payment_step ADD CONSTRAINT payment_step_kind_is_known CHECK (kind IN ('CREATE_INTENT','CONFIRM','CAPTURE','CANCEL','RETRIEVE')) NOT VALID;
DROP INDEX payment_order_by_seller_order;
ALTER TABLE payment_order ADD CONSTRAINT payment_order_one_per_seller_order UNIQUE (seller_order_id), DROP COLUMN capture_due, DROP COLUMN capture_number;
ALTER TABLE payment DROP COLUMN hold, DROP COLUMN expiry_acted_at, DROP COLUMN plan_reasons;`);
  }
}

const PAYMENT = `
ALTER TABLE payment
  ADD COLUMN hold text CONSTRAINT payment_hold_is_known CHECK (hold IN ('OPEN','CLOSING','CLOSED')),
  ADD COLUMN expiry_acted_at timestamptz,
  ADD COLUMN plan_reasons jsonb NOT NULL DEFAULT '[]';
UPDATE payment SET hold = 'OPEN' WHERE authorized_minor > 0 AND status <> 'VOIDED';
CREATE INDEX payment_hold_by_end ON payment (capture_before) WHERE hold IN ('OPEN','CLOSING');
COMMENT ON COLUMN payment.hold IS 'Whether the PSP still holds money of it: OPEN can be captured from, CLOSING waits for the answer of what closes it.';
COMMENT ON COLUMN payment.expiry_acted_at IS 'When the coming end of the hold made us capture what was decided and void the rest.';
COMMENT ON COLUMN payment.plan_reasons IS 'Why the capture planner did what it did last, in sentences for operations.';
`;

const PAYMENT_ORDER = `
ALTER TABLE payment_order
  DROP CONSTRAINT payment_order_one_per_seller_order,
  ADD COLUMN capture_due boolean NOT NULL DEFAULT false,
  ADD COLUMN capture_number integer NOT NULL DEFAULT 0;
UPDATE payment_order SET capture_number = 1, capture_due = true WHERE status <> 'INITIATED_PENDING';
UPDATE payment_order SET capture_due = false WHERE status = 'CAPTURE_FAILED';
CREATE INDEX payment_order_by_seller_order ON payment_order (seller_order_id);
COMMENT ON COLUMN payment_order.capture_due IS 'Nothing but the plan keeps it from being captured: the seller is automatic, has shipped it, or a person asked.';
COMMENT ON COLUMN payment_order.capture_number IS 'The number in the PSP key of its latest capture. Rises only after a definitive failure.';
`;

const STEP = `
ALTER TABLE payment_step DROP CONSTRAINT payment_step_kind_is_known;
ALTER TABLE payment_step ADD CONSTRAINT payment_step_kind_is_known CHECK (kind IN ('CREATE_INTENT','CONFIRM','CAPTURE','CLOSE','CANCEL','RETRIEVE')) NOT VALID;
ALTER TABLE payment_step VALIDATE CONSTRAINT payment_step_kind_is_known;
`;
