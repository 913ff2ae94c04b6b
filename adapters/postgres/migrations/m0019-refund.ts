import { Migration } from '@mikro-orm/migrations';

/** Money that goes back to the shopper, and how much of a share is on its way back. */
export class M0019Refund extends Migration {
  override up(): void {
    for (const part of [REFUND, PAYMENT_ORDER, STEP]) this.addSql(part);
  }

  override down(): void {
    this.addSql(`
ALTER TABLE payment_step DROP CONSTRAINT payment_step_kind_is_known;
ALTER TABLE payment_step ADD CONSTRAINT payment_step_kind_is_known CHECK (kind IN ('CREATE_INTENT','CONFIRM','CAPTURE','CLOSE','CANCEL','RETRIEVE')) NOT VALID;
ALTER TABLE payment_order DROP COLUMN refunding_minor;
DROP TABLE refund;`);
  }
}

const REFUND = `
CREATE TABLE refund (
  id               public_id PRIMARY KEY,
  payment_order_id public_id NOT NULL REFERENCES payment_order,
  payment_id       public_id NOT NULL REFERENCES payment,
  order_id         public_id NOT NULL REFERENCES orders,
  status           text NOT NULL CONSTRAINT refund_status_is_known CHECK (status IN ('REQUESTED','PENDING','SUCCEEDED','FAILED')),
  amount_minor     bigint NOT NULL CONSTRAINT refund_gives_something_back CHECK (amount_minor > 0),
  reason           text NOT NULL CONSTRAINT refund_reason_is_known CHECK (reason IN ('RETURNED','DAMAGED','NOT_DELIVERED','GOODWILL','ORDER_CANCELED')),
  note             text NOT NULL,
  psp_refund_id    text CONSTRAINT refund_psp_object_is_used_once UNIQUE,
  failure_message  text,
  requested_at     timestamptz NOT NULL DEFAULT now(),
  decided_at       timestamptz
) WITH (fillfactor = 80);
CREATE INDEX refund_by_payment ON refund (payment_id);
CREATE INDEX refund_by_payment_order ON refund (payment_order_id);
COMMENT ON COLUMN refund.psp_refund_id IS 'Null until the PSP knows of it, and for ever when it refused to.';
`;

const PAYMENT_ORDER = `
ALTER TABLE payment_order
  ADD COLUMN refunding_minor bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT payment_order_is_never_refunded_twice CHECK (refunding_minor >= 0 AND refunded_minor + refunding_minor <= captured_minor) NOT VALID;
ALTER TABLE payment_order VALIDATE CONSTRAINT payment_order_is_never_refunded_twice;
COMMENT ON COLUMN payment_order.refunding_minor IS 'Asked for and not decided by the PSP; counts against the capture, so that two refunds at once cannot exceed it.';
`;

const STEP = `
ALTER TABLE payment_step DROP CONSTRAINT payment_step_kind_is_known;
ALTER TABLE payment_step ADD CONSTRAINT payment_step_kind_is_known CHECK (kind IN ('CREATE_INTENT','CONFIRM','CAPTURE','CLOSE','REFUND','RETRIEVE_REFUND','CANCEL','RETRIEVE')) NOT VALID;
ALTER TABLE payment_step VALIDATE CONSTRAINT payment_step_kind_is_known;
`;
