import { Migration } from '@mikro-orm/migrations';

/** The money of an order: the payment, the intents that authorize it, the payment orders that capture it, and refunds. */
export class M0007Payments extends Migration {
  override up(): void {
    for (const tables of [PAYMENTS, INTENTS, PAYMENT_ORDERS, REFUNDS]) this.addSql(tables);
  }

  override down(): void {
    this.addSql(`DROP TABLE refund, payment_order, payment_intent, payment`);
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
  strategy_reason  jsonb,
  plan_reasons     jsonb NOT NULL DEFAULT '[]',
  authorization_state             text CONSTRAINT payment_authorization_state_is_known CHECK (authorization_state IN ('OPEN','CLOSING','CLOSED')),
  capture_before   timestamptz,
  expiry_acted_at  timestamptz,
  event_sequence   integer NOT NULL DEFAULT 0,
  version          integer NOT NULL DEFAULT 1,
  created_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_is_never_authorized_above_its_amount CHECK (authorized_minor BETWEEN 0 AND amount_minor),
  CONSTRAINT payment_is_never_captured_above_its_authorization CHECK (captured_minor BETWEEN 0 AND authorized_minor),
  CONSTRAINT payment_is_never_refunded_above_the_capture CHECK (refunded_minor BETWEEN 0 AND captured_minor)
) WITH (fillfactor = 80);
CREATE INDEX payment_authorization_by_end ON payment (capture_before) WHERE authorization_state IN ('OPEN','CLOSING');
COMMENT ON COLUMN payment.strategy_reason IS 'Why this capture strategy was chosen, as a sentence for operators.';
COMMENT ON COLUMN payment.plan_reasons IS 'The latest decisions of the capture planner, as sentences for operators.';
COMMENT ON COLUMN payment.authorization_state IS 'Whether an authorization is still open at the PSP: OPEN while an intent can be captured, CLOSING while the last ones are being closed.';
COMMENT ON COLUMN payment.capture_before IS 'The PSP''s deadline for capture; after it the authorization expires.';
COMMENT ON COLUMN payment.expiry_acted_at IS 'When we acted on the approaching expiry: captured what was due and voided the rest.';
`;

/** An attempt is one intent for the whole order, or one per seller: the primary, which the shopper confirms, and its followers. */
const INTENTS = `
CREATE TABLE payment_intent (
  id              public_id PRIMARY KEY,
  payment_id      public_id NOT NULL REFERENCES payment,
  order_id        public_id NOT NULL REFERENCES orders,
  seller_order_id public_id CONSTRAINT payment_intent_covers_a_seller_order REFERENCES seller_order,
  primary_intent_id         public_id CONSTRAINT payment_intent_follows_another REFERENCES payment_intent,
  attempt         integer NOT NULL,
  status          text NOT NULL CONSTRAINT payment_intent_status_is_known CHECK (status IN ('CREATED_PENDING','CREATED','PENDING_AUTH','REQUIRES_ACTION','AUTHORIZED','DECLINED','CANCELED')),
  amount_minor    bigint NOT NULL,
  authorization_state            text CONSTRAINT payment_intent_authorization_state_is_known CHECK (authorization_state IN ('PENDING_SIBLINGS','ABANDONED','OPEN','CLOSING','CLOSED')),
  multicapture    boolean NOT NULL DEFAULT false,
  capture_before  timestamptz,
  psp_intent_id   text CONSTRAINT payment_intent_psp_object_is_used_once UNIQUE,
  client_secret   text,
  next_action     jsonb,
  decline_code    text,
  decline_message text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_intent_that_follows_covers_one_seller CHECK (primary_intent_id IS NULL OR seller_order_id IS NOT NULL)
) WITH (fillfactor = 80);
CREATE INDEX payment_intent_by_payment ON payment_intent (payment_id);
CREATE UNIQUE INDEX payment_intent_attempt_is_unique ON payment_intent (payment_id, attempt) WHERE primary_intent_id IS NULL;
CREATE UNIQUE INDEX payment_intent_one_live_attempt ON payment_intent (payment_id) WHERE primary_intent_id IS NULL AND status NOT IN ('DECLINED','CANCELED');
CREATE UNIQUE INDEX payment_intent_one_live_per_seller_order ON payment_intent (payment_id, seller_order_id) NULLS NOT DISTINCT WHERE status NOT IN ('DECLINED','CANCELED');
COMMENT ON INDEX payment_intent_one_live_attempt IS 'A second live attempt could authorize the shopper''s money twice.';
COMMENT ON INDEX payment_intent_one_live_per_seller_order IS 'So could a second live intent for one seller order, or for the whole order.';
COMMENT ON COLUMN payment_intent.seller_order_id IS 'The only seller order that it covers; NULL when it covers the whole order.';
COMMENT ON COLUMN payment_intent.primary_intent_id IS 'For a follower, which is authorized off-session with the saved card: the intent of the attempt that the shopper confirmed.';
COMMENT ON COLUMN payment_intent.authorization_state IS 'State of its authorization. PENDING_SIBLINGS: not used until every intent of the attempt is authorized. ABANDONED: authorized for an attempt that failed.';
COMMENT ON COLUMN payment_intent.multicapture IS 'Whether its authorization allows several captures.';
`;

/** A seller order may have several payment orders: partial shipments split them. */
const PAYMENT_ORDERS = `
CREATE TABLE payment_order (
  id              public_id PRIMARY KEY,
  payment_id      public_id NOT NULL REFERENCES payment,
  order_id        public_id NOT NULL REFERENCES orders,
  seller_order_id public_id NOT NULL REFERENCES seller_order,
  seller_id       public_id NOT NULL REFERENCES seller,
  status          text NOT NULL CONSTRAINT payment_order_status_is_known CHECK (status IN ('INITIATED_PENDING','CAPTURE_REQUESTED','PENDING_CAPTURE','CAPTURED','CAPTURE_FAILED','PARTIALLY_REFUNDED','REFUNDED','VOIDED')),
  amount_minor    bigint NOT NULL CONSTRAINT payment_order_amount_is_positive CHECK (amount_minor > 0),
  captured_minor  bigint NOT NULL DEFAULT 0,
  refunding_minor bigint NOT NULL DEFAULT 0,
  refunded_minor  bigint NOT NULL DEFAULT 0,
  capture_due     boolean NOT NULL DEFAULT false,
  capture_number  integer NOT NULL DEFAULT 0,
  attempts        integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  failure_message text,
  captured_at     timestamptz,
  CONSTRAINT payment_order_is_never_captured_above_its_amount CHECK (captured_minor BETWEEN 0 AND amount_minor),
  CONSTRAINT payment_order_is_never_refunded_above_its_capture CHECK (refunded_minor BETWEEN 0 AND captured_minor),
  CONSTRAINT payment_order_is_never_refunded_twice CHECK (refunding_minor >= 0 AND refunded_minor + refunding_minor <= captured_minor)
) WITH (fillfactor = 80);
CREATE INDEX payment_order_by_payment ON payment_order (payment_id);
CREATE INDEX payment_order_by_seller_order ON payment_order (seller_order_id);
CREATE INDEX payment_order_capture_failed ON payment_order (id) WHERE status = 'CAPTURE_FAILED';
COMMENT ON COLUMN payment_order.refunding_minor IS 'Requested but not yet decided by the PSP; counts against the capture, so that concurrent refunds cannot exceed it.';
COMMENT ON COLUMN payment_order.capture_due IS 'Ready for the capture planner: the seller captures automatically, has shipped it, or an operator requested it.';
COMMENT ON COLUMN payment_order.capture_number IS 'Number in the idempotency key of its latest capture. Incremented only after a definitive failure.';
`;

const REFUNDS = `
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
CREATE INDEX refund_failed ON refund (order_id) WHERE status = 'FAILED';
COMMENT ON COLUMN refund.psp_refund_id IS 'NULL until the PSP creates the refund, and for good if it rejects it.';
`;
