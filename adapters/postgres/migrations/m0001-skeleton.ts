import { Migration } from '@mikro-orm/migrations';

/**
 * The tables of one order's way: catalog, stock, cart, order, payment, the steps that call the PSP,
 * the outbox, the webhook inbox and the fulfilment consumer's own tables.
 *
 * Ids are prefixed, time-ordered text (`ord_…`), compared bytewise so that an index range is a time range.
 */
export class M0001Skeleton extends Migration {
  override up(): void {
    this.addSql(`CREATE DOMAIN public_id AS text COLLATE "C" CONSTRAINT public_id_is_prefixed CHECK (VALUE ~ '^[a-z]{2,4}_[0-9a-z]{26}$')`);
    this.addSql(`CREATE DOMAIN currency_code AS text CONSTRAINT currency_code_is_iso_4217 CHECK (VALUE ~ '^[A-Z]{3}$')`);
    this.addSql(ACCESS);
    this.addSql(CATALOG);
    this.addSql(CART);
    this.addSql(ORDERS);
    this.addSql(PAYMENTS);
    this.addSql(RELIABILITY);
    this.addSql(FULFILMENT);
  }

  override down(): void {
    this.addSql(`DROP TABLE fulfilment_order, consumer_inbox, state_transition, webhook_event, outbox_event, idempotency_record,
      payment_step, payment_order, payment_intent, payment, stock_reservation, order_line, seller_order, orders,
      cart_line, cart, stock, item, seller, account`);
    this.addSql(`DROP DOMAIN public_id, currency_code`);
  }
}

const ACCESS = `
CREATE TABLE account (
  id            public_id PRIMARY KEY,
  email         text NOT NULL,
  display_name  text NOT NULL,
  password_hash text NOT NULL,
  role          text NOT NULL CONSTRAINT account_role_is_known CHECK (role IN ('SHOPPER','SELLER','OPS','FINANCE','ADMIN')),
  created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_email_is_unique ON account (lower(email));
COMMENT ON COLUMN account.password_hash IS 'Argon2id in PHC string form; the plain password is never stored or logged.';
`;

const CATALOG = `
CREATE TABLE seller (
  id             public_id PRIMARY KEY,
  slug           text NOT NULL CONSTRAINT seller_slug_is_unique UNIQUE,
  name           text NOT NULL,
  tagline        text NOT NULL,
  accent         text NOT NULL,
  capture_mode   text NOT NULL CONSTRAINT seller_capture_mode_is_known CHECK (capture_mode IN ('AUTOMATIC','ON_SHIPMENT')),
  shipping_minor bigint NOT NULL CONSTRAINT seller_shipping_is_not_negative CHECK (shipping_minor >= 0),
  commission_bps integer NOT NULL CONSTRAINT seller_commission_is_a_share CHECK (commission_bps BETWEEN 0 AND 10000),
  version        integer NOT NULL DEFAULT 1
);
COMMENT ON COLUMN seller.accent IS 'Key of the palette that the seller''s mark, banner and pictures are drawn in.';
COMMENT ON COLUMN seller.shipping_minor IS 'Flat shipping of one order from this seller, in minor units of the cart''s currency.';

CREATE TABLE item (
  id          public_id PRIMARY KEY,
  seller_id   public_id NOT NULL REFERENCES seller,
  sku         text NOT NULL CONSTRAINT item_sku_is_unique UNIQUE,
  upc         text CONSTRAINT item_upc_is_unique UNIQUE,
  name        text NOT NULL,
  description text NOT NULL,
  category    text NOT NULL,
  picture     text NOT NULL,
  price_minor bigint NOT NULL CONSTRAINT item_price_is_positive CHECK (price_minor > 0),
  currency    currency_code NOT NULL,
  active      boolean NOT NULL DEFAULT true,
  version     integer NOT NULL DEFAULT 1
);
CREATE INDEX item_by_seller ON item (seller_id, id) WHERE active;
COMMENT ON COLUMN item.picture IS 'Name of the drawn illustration; the web app serves it as /pictures/<name>.svg.';

CREATE TABLE stock (
  item_id  public_id PRIMARY KEY REFERENCES item,
  on_hand  integer NOT NULL,
  reserved integer NOT NULL DEFAULT 0,
  sold     integer NOT NULL DEFAULT 0,
  CONSTRAINT stock_on_hand_is_not_negative CHECK (on_hand >= 0),
  CONSTRAINT stock_reserved_is_not_negative CHECK (reserved >= 0),
  CONSTRAINT stock_is_never_oversold CHECK (reserved <= on_hand)
) WITH (fillfactor = 70);
COMMENT ON TABLE stock IS 'Kept apart from item: this row is hot during a sale and must stay small so that its updates stay on the page (HOT).';
COMMENT ON COLUMN stock.on_hand IS 'Units in the seller''s hands, reserved ones included; available = on_hand - reserved.';
`;

const CART = `
CREATE TABLE cart (
  id         public_id PRIMARY KEY,
  token_hash text NOT NULL CONSTRAINT cart_token_is_unique UNIQUE,
  currency   currency_code NOT NULL,
  order_id   public_id,
  version    integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN cart.token_hash IS 'SHA-256 of the guest''s bearer token; the token itself is only in the browser.';
COMMENT ON COLUMN cart.order_id IS 'The order the cart became; a cart is ordered at most once.';

CREATE TABLE cart_line (
  cart_id  public_id NOT NULL REFERENCES cart ON DELETE CASCADE,
  item_id  public_id NOT NULL REFERENCES item,
  quantity integer NOT NULL CONSTRAINT cart_line_quantity_is_within_limit CHECK (quantity BETWEEN 1 AND 99),
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (cart_id, item_id)
);
`;

const ORDERS = `
CREATE TABLE orders (
  id             public_id PRIMARY KEY,
  number         text NOT NULL CONSTRAINT orders_number_is_unique UNIQUE,
  cart_id        public_id CONSTRAINT orders_one_per_cart UNIQUE REFERENCES cart,
  token_hash     text NOT NULL,
  email          text NOT NULL,
  ship_to        jsonb NOT NULL,
  status         text NOT NULL CONSTRAINT orders_status_is_known CHECK (status IN ('PENDING_PAYMENT','PAYMENT_CONFIRMED','COMPLETED','EXPIRED','CANCELED')),
  currency       currency_code NOT NULL,
  subtotal_minor bigint NOT NULL CONSTRAINT orders_subtotal_is_not_negative CHECK (subtotal_minor >= 0),
  shipping_minor bigint NOT NULL CONSTRAINT orders_shipping_is_not_negative CHECK (shipping_minor >= 0),
  total_minor    bigint NOT NULL CONSTRAINT orders_total_is_positive CHECK (total_minor > 0),
  event_sequence integer NOT NULL DEFAULT 0,
  version        integer NOT NULL DEFAULT 1,
  placed_at      timestamptz NOT NULL DEFAULT now(),
  expires_at     timestamptz NOT NULL,
  CONSTRAINT orders_total_is_the_sum_of_its_parts CHECK (total_minor = subtotal_minor + shipping_minor)
) WITH (fillfactor = 80);
COMMENT ON TABLE orders IS 'The order row is the lock of its whole aggregate: seller orders, payment, intents, payment orders and steps change only under it.';
COMMENT ON COLUMN orders.token_hash IS 'SHA-256 of the guest''s order token, the only key to a guest order.';
COMMENT ON COLUMN orders.event_sequence IS 'Last sequence given to an event of this order; next one is assigned under the row lock, so it has no gap.';
COMMENT ON COLUMN orders.expires_at IS 'Until when the stock of an unpaid order is held.';

CREATE TABLE seller_order (
  id             public_id PRIMARY KEY,
  order_id       public_id NOT NULL REFERENCES orders,
  seller_id      public_id NOT NULL REFERENCES seller,
  status         text NOT NULL CONSTRAINT seller_order_status_is_known CHECK (status IN ('PENDING','TO_SHIP','SHIPPED','CLOSED','CANCELED')),
  subtotal_minor bigint NOT NULL,
  shipping_minor bigint NOT NULL,
  total_minor    bigint NOT NULL CONSTRAINT seller_order_total_is_positive CHECK (total_minor > 0),
  CONSTRAINT seller_order_one_per_seller UNIQUE (order_id, seller_id),
  CONSTRAINT seller_order_total_is_the_sum_of_its_parts CHECK (total_minor = subtotal_minor + shipping_minor)
);

CREATE TABLE order_line (
  id               public_id PRIMARY KEY,
  order_id         public_id NOT NULL REFERENCES orders,
  seller_order_id  public_id NOT NULL REFERENCES seller_order,
  item_id          public_id NOT NULL REFERENCES item,
  sku              text NOT NULL,
  name             text NOT NULL,
  picture          text NOT NULL,
  quantity         integer NOT NULL CONSTRAINT order_line_quantity_is_positive CHECK (quantity > 0),
  unit_price_minor bigint NOT NULL,
  total_minor      bigint NOT NULL,
  CONSTRAINT order_line_total_is_quantity_times_price CHECK (total_minor = quantity * unit_price_minor)
);
CREATE INDEX order_line_by_order ON order_line (order_id);
COMMENT ON TABLE order_line IS 'Name, SKU, picture and price are copies: the order shows what was agreed, whatever becomes of the item.';

CREATE TABLE stock_reservation (
  order_id   public_id NOT NULL REFERENCES orders,
  item_id    public_id NOT NULL REFERENCES item,
  quantity   integer NOT NULL CONSTRAINT stock_reservation_quantity_is_positive CHECK (quantity > 0),
  status     text NOT NULL CONSTRAINT stock_reservation_status_is_known CHECK (status IN ('HELD','COMMITTED','RELEASED')),
  PRIMARY KEY (order_id, item_id)
);
`;

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
  capture_before   timestamptz,
  event_sequence   integer NOT NULL DEFAULT 0,
  version          integer NOT NULL DEFAULT 1,
  created_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_is_never_authorized_above_its_amount CHECK (authorized_minor BETWEEN 0 AND amount_minor),
  CONSTRAINT payment_is_never_captured_above_the_hold CHECK (captured_minor BETWEEN 0 AND authorized_minor),
  CONSTRAINT payment_is_never_refunded_above_the_capture CHECK (refunded_minor BETWEEN 0 AND captured_minor)
) WITH (fillfactor = 80);
COMMENT ON COLUMN payment.capture_before IS 'The PSP''s own deadline of the hold; the authorization is lost after it.';

CREATE TABLE payment_intent (
  id            public_id PRIMARY KEY,
  payment_id    public_id NOT NULL REFERENCES payment,
  order_id      public_id NOT NULL REFERENCES orders,
  attempt       integer NOT NULL,
  status        text NOT NULL CONSTRAINT payment_intent_status_is_known CHECK (status IN ('CREATED_PENDING','CREATED','PENDING_AUTH','REQUIRES_ACTION','AUTHORIZED','DECLINED','CANCELED')),
  amount_minor  bigint NOT NULL,
  psp_intent_id text CONSTRAINT payment_intent_psp_object_is_used_once UNIQUE,
  client_secret text,
  decline_code  text,
  decline_message text,
  next_action   jsonb,
  created_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_intent_attempt_is_unique UNIQUE (payment_id, attempt)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX payment_intent_one_live_per_payment ON payment_intent (payment_id) WHERE status NOT IN ('DECLINED','CANCELED');
COMMENT ON INDEX payment_intent_one_live_per_payment IS 'A second live intent could hold the shopper''s money twice.';

CREATE TABLE payment_order (
  id              public_id PRIMARY KEY,
  payment_id      public_id NOT NULL REFERENCES payment,
  order_id        public_id NOT NULL REFERENCES orders,
  seller_order_id public_id NOT NULL CONSTRAINT payment_order_one_per_seller_order UNIQUE REFERENCES seller_order,
  seller_id       public_id NOT NULL REFERENCES seller,
  status          text NOT NULL CONSTRAINT payment_order_status_is_known CHECK (status IN ('INITIATED_PENDING','CAPTURE_REQUESTED','PENDING_CAPTURE','CAPTURED','CAPTURE_FAILED','PARTIALLY_REFUNDED','REFUNDED','VOIDED')),
  amount_minor    bigint NOT NULL CONSTRAINT payment_order_amount_is_positive CHECK (amount_minor > 0),
  captured_minor  bigint NOT NULL DEFAULT 0,
  refunded_minor  bigint NOT NULL DEFAULT 0,
  attempts        integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  failure_message text,
  captured_at     timestamptz,
  CONSTRAINT payment_order_is_never_captured_above_its_share CHECK (captured_minor BETWEEN 0 AND amount_minor),
  CONSTRAINT payment_order_is_never_refunded_above_its_capture CHECK (refunded_minor BETWEEN 0 AND captured_minor)
) WITH (fillfactor = 80);
CREATE INDEX payment_order_by_payment ON payment_order (payment_id);
`;

const RELIABILITY = `
CREATE TABLE payment_step (
  id               public_id PRIMARY KEY,
  kind             text NOT NULL CONSTRAINT payment_step_kind_is_known CHECK (kind IN ('CREATE_INTENT','CONFIRM','CAPTURE','CANCEL','RETRIEVE')),
  order_id         public_id NOT NULL REFERENCES orders,
  payment_id       public_id NOT NULL REFERENCES payment,
  intent_id        public_id NOT NULL REFERENCES payment_intent,
  payment_order_id public_id REFERENCES payment_order,
  psp_key          text NOT NULL CONSTRAINT payment_step_psp_key_is_unique UNIQUE,
  params           jsonb NOT NULL,
  params_hash      text NOT NULL,
  state            text NOT NULL CONSTRAINT payment_step_state_is_known CHECK (state IN ('DUE','LEASED','SUCCEEDED','FAILED','NEEDS_ATTENTION')),
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
  CONSTRAINT payment_step_lease_is_whole CHECK ((state = 'LEASED') = (lease_token IS NOT NULL AND lease_until IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX payment_step_unfinished ON payment_step (run_at) WHERE state IN ('DUE','LEASED');
CREATE INDEX payment_step_by_payment ON payment_step (payment_id);
CREATE INDEX payment_step_needs_attention ON payment_step (updated_at) WHERE state = 'NEEDS_ATTENTION';
COMMENT ON TABLE payment_step IS 'One unit of PSP work, written in the business transaction. The row, not the queue, remembers that it is owed.';
COMMENT ON COLUMN payment_step.psp_key IS 'Idempotency key sent to the PSP. A timeout repeats it; only a definitive failure earns a new one.';
COMMENT ON COLUMN payment_step.params IS 'What is sent to the PSP, fixed before the first call: the same key must never carry other parameters.';
COMMENT ON COLUMN payment_step.dispatched_at IS 'When a queue job was last made for it; a job lost with Redis is made again after a grace period.';
COMMENT ON COLUMN payment_step.lease_token IS 'The fence: a result is recorded only by the holder of the current token.';

CREATE TABLE idempotency_record (
  scope       text NOT NULL,
  key         text NOT NULL,
  input_hash  text NOT NULL,
  state       text NOT NULL CONSTRAINT idempotency_record_state_is_known CHECK (state IN ('RUNNING','DONE')),
  response    jsonb,
  locked_until timestamptz NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scope, key)
);
COMMENT ON COLUMN idempotency_record.scope IS 'Actor and operation: two shoppers may use the same key.';
COMMENT ON COLUMN idempotency_record.locked_until IS 'While RUNNING and before this time a replay is told to retry; after it the stored answer stands.';

CREATE TABLE outbox_event (
  position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id             public_id NOT NULL CONSTRAINT outbox_event_id_is_unique UNIQUE,
  topic          text NOT NULL,
  aggregate_type text NOT NULL,
  aggregate_id   public_id NOT NULL,
  sequence       integer NOT NULL,
  type           text NOT NULL,
  data           jsonb NOT NULL,
  trace_parent   text,
  occurred_at    timestamptz NOT NULL DEFAULT now(),
  slot           smallint NOT NULL GENERATED ALWAYS AS (abs(hashtext(aggregate_id::text) % 64)) STORED,
  published_at   timestamptz,
  parked_at      timestamptz,
  parked_reason  text,
  CONSTRAINT outbox_event_sequence_is_unique UNIQUE (aggregate_id, sequence)
) WITH (fillfactor = 80);
CREATE INDEX outbox_event_unpublished ON outbox_event (slot, position) WHERE published_at IS NULL AND parked_at IS NULL;
COMMENT ON COLUMN outbox_event.position IS 'Insertion order. Within one aggregate it rises with sequence, because both are assigned under the aggregate''s row lock.';
COMMENT ON COLUMN outbox_event.slot IS 'Hash of the aggregate id; a relay shard owns a set of slots, so one aggregate is only ever sent by one shard.';
COMMENT ON COLUMN outbox_event.parked_at IS 'Set by the relay on a row the broker refuses for good; later events of that aggregate wait behind it.';

CREATE TABLE webhook_event (
  id            text PRIMARY KEY,
  type          text NOT NULL,
  psp_object_id text,
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
COMMENT ON COLUMN webhook_event.id IS 'The PSP''s event id: a second delivery of the same event finds its row and changes nothing.';

CREATE TABLE state_transition (
  position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id       public_id NOT NULL REFERENCES orders,
  machine        text NOT NULL,
  entity_id      public_id NOT NULL,
  from_state     text,
  to_state       text NOT NULL,
  actor          text NOT NULL,
  cause          text NOT NULL,
  occurred_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX state_transition_by_order ON state_transition (order_id, position);
COMMENT ON TABLE state_transition IS 'Append-only history of every state change: which machine, from where to where, who and because of what.';
`;

const FULFILMENT = `
CREATE TABLE consumer_inbox (
  consumer     text NOT NULL,
  event_id     public_id NOT NULL,
  processed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, event_id)
);
COMMENT ON TABLE consumer_inbox IS 'Written in the same transaction as the consumer''s effect: a redelivered event finds its row and is skipped.';

CREATE TABLE fulfilment_order (
  order_id     public_id PRIMARY KEY,
  order_number text NOT NULL,
  event_id     public_id NOT NULL,
  sequence     integer NOT NULL,
  seller_count integer NOT NULL,
  confirmed_at timestamptz NOT NULL,
  received_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE fulfilment_order IS 'The fulfilment service''s own list of orders whose money is held; it is filled from Kafka only, never from the order tables.';
`;
