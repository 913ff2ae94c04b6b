-- FROZEN. The tables of the reference transaction (reference-transaction.sql) as the shop's were in November 2026, with their
-- columns, indexes, checks and foreign keys among themselves. The ratios of `npm run bench -- checkout` and `order` can be compared
-- over time only because this file does not follow the schema of the shop: never change it.
CREATE SCHEMA reference;
CREATE DOMAIN reference.public_id AS text COLLATE "C" CHECK (VALUE ~ '^[a-z]{2,4}_[0-9a-z]{26}$');
CREATE DOMAIN reference.currency_code AS text CHECK (VALUE ~ '^[A-Z]{3}$');
CREATE TABLE reference.seller (id reference.public_id PRIMARY KEY);
CREATE TABLE reference.item (id reference.public_id PRIMARY KEY, seller_id reference.public_id NOT NULL REFERENCES reference.seller(id));
CREATE TABLE reference.idempotency_record (
  scope text NOT NULL,
  key text NOT NULL,
  input_hash text NOT NULL,
  state text NOT NULL,
  response jsonb,
  locked_until timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT idempotency_record_pkey PRIMARY KEY (scope, key),
  CONSTRAINT idempotency_record_state_is_known CHECK ((state = ANY (ARRAY['RUNNING'::text, 'DONE'::text])))
);
CREATE TABLE reference.stock (
  item_id reference.public_id NOT NULL,
  on_hand integer NOT NULL,
  reserved integer NOT NULL DEFAULT 0,
  sold integer NOT NULL DEFAULT 0,
  CONSTRAINT stock_pkey PRIMARY KEY (item_id),
  CONSTRAINT stock_item_id_fkey FOREIGN KEY (item_id) REFERENCES reference.item(id),
  CONSTRAINT stock_is_never_oversold CHECK ((reserved <= on_hand)),
  CONSTRAINT stock_on_hand_is_not_negative CHECK ((on_hand >= 0)),
  CONSTRAINT stock_reserved_is_not_negative CHECK ((reserved >= 0))
);
CREATE TABLE reference.orders (
  id reference.public_id NOT NULL,
  number text NOT NULL,
  cart_id reference.public_id,
  token_hash text NOT NULL,
  email text NOT NULL,
  ship_to jsonb NOT NULL,
  status text NOT NULL,
  currency reference.currency_code NOT NULL,
  subtotal_minor bigint NOT NULL,
  shipping_minor bigint NOT NULL,
  total_minor bigint NOT NULL,
  event_sequence integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  placed_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  tax_minor bigint NOT NULL DEFAULT 0,
  tax_included_minor bigint NOT NULL DEFAULT 0,
  account_id reference.public_id,
  CONSTRAINT orders_number_is_unique UNIQUE (number),
  CONSTRAINT orders_one_per_cart UNIQUE (cart_id),
  CONSTRAINT orders_pkey PRIMARY KEY (id),
  CONSTRAINT orders_included_tax_is_not_negative CHECK ((tax_included_minor >= 0)),
  CONSTRAINT orders_shipping_is_not_negative CHECK ((shipping_minor >= 0)),
  CONSTRAINT orders_status_is_known CHECK ((status = ANY (ARRAY['PENDING_PAYMENT'::text, 'PAYMENT_CONFIRMED'::text, 'COMPLETED'::text, 'EXPIRED'::text, 'CANCELED'::text]))),
  CONSTRAINT orders_subtotal_is_not_negative CHECK ((subtotal_minor >= 0)),
  CONSTRAINT orders_tax_is_not_negative CHECK ((tax_minor >= 0)),
  CONSTRAINT orders_total_is_positive CHECK ((total_minor > 0)),
  CONSTRAINT orders_total_is_the_sum_of_its_parts CHECK ((total_minor = ((subtotal_minor + shipping_minor) + tax_minor)))
);
CREATE INDEX orders_unpaid_by_expiry ON reference.orders USING btree (expires_at) WHERE (status = 'PENDING_PAYMENT'::text);
CREATE INDEX orders_by_time ON reference.orders USING btree (placed_at, id);
CREATE INDEX orders_by_status ON reference.orders USING btree (status, placed_at, id);
CREATE INDEX orders_by_account ON reference.orders USING btree (account_id, placed_at, id) WHERE (account_id IS NOT NULL);
CREATE INDEX orders_by_number ON reference.orders USING btree (number text_pattern_ops);
CREATE TABLE reference.seller_order (
  id reference.public_id NOT NULL,
  order_id reference.public_id NOT NULL,
  seller_id reference.public_id NOT NULL,
  status text NOT NULL,
  subtotal_minor bigint NOT NULL,
  shipping_minor bigint NOT NULL,
  total_minor bigint NOT NULL,
  tax_minor bigint NOT NULL DEFAULT 0,
  tax_included_minor bigint NOT NULL DEFAULT 0,
  commission_minor bigint NOT NULL DEFAULT 0,
  commission_plan jsonb,
  shipping_terms jsonb,
  captured_minor bigint NOT NULL DEFAULT 0,
  captured_commission_minor bigint NOT NULL DEFAULT 0,
  captured_tax_minor bigint NOT NULL DEFAULT 0,
  refunded_minor bigint NOT NULL DEFAULT 0,
  refunded_commission_minor bigint NOT NULL DEFAULT 0,
  refunded_tax_minor bigint NOT NULL DEFAULT 0,
  CONSTRAINT seller_order_one_per_seller UNIQUE (order_id, seller_id),
  CONSTRAINT seller_order_pkey PRIMARY KEY (id),
  CONSTRAINT seller_order_order_id_fkey FOREIGN KEY (order_id) REFERENCES reference.orders(id),
  CONSTRAINT seller_order_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES reference.seller(id),
  CONSTRAINT seller_order_commission_is_given_back_once CHECK (((refunded_commission_minor >= 0) AND (refunded_commission_minor <= captured_commission_minor))),
  CONSTRAINT seller_order_commission_is_taken_once CHECK (((captured_commission_minor >= 0) AND (captured_commission_minor <= commission_minor))),
  CONSTRAINT seller_order_commission_leaves_the_tax CHECK (((commission_minor >= 0) AND (commission_minor <= ((total_minor - tax_minor) - tax_included_minor)))),
  CONSTRAINT seller_order_is_never_captured_above_its_total CHECK (((captured_minor >= 0) AND (captured_minor <= total_minor))),
  CONSTRAINT seller_order_is_never_refunded_above_its_capture CHECK (((refunded_minor >= 0) AND (refunded_minor <= captured_minor))),
  CONSTRAINT seller_order_status_is_known CHECK ((status = ANY (ARRAY['PENDING'::text, 'TO_SHIP'::text, 'SHIPPED'::text, 'CLOSED'::text, 'CANCELED'::text]))),
  CONSTRAINT seller_order_tax_is_given_back_once CHECK (((refunded_tax_minor >= 0) AND (refunded_tax_minor <= captured_tax_minor))),
  CONSTRAINT seller_order_tax_is_not_negative CHECK (((tax_minor >= 0) AND (tax_included_minor >= 0))),
  CONSTRAINT seller_order_tax_is_taken_once CHECK (((captured_tax_minor >= 0) AND (captured_tax_minor <= (tax_minor + tax_included_minor)))),
  CONSTRAINT seller_order_total_is_positive CHECK ((total_minor > 0)),
  CONSTRAINT seller_order_total_is_the_sum_of_its_parts CHECK ((total_minor = ((subtotal_minor + shipping_minor) + tax_minor)))
);
CREATE INDEX seller_order_by_seller ON reference.seller_order USING btree (seller_id, order_id);
CREATE INDEX seller_order_by_seller_and_status ON reference.seller_order USING btree (seller_id, status, id);
CREATE INDEX seller_order_of_seller ON reference.seller_order USING btree (seller_id, id);
CREATE TABLE reference.order_line (
  id reference.public_id NOT NULL,
  order_id reference.public_id NOT NULL,
  seller_order_id reference.public_id NOT NULL,
  item_id reference.public_id NOT NULL,
  sku text NOT NULL,
  name text NOT NULL,
  picture text NOT NULL,
  quantity integer NOT NULL,
  unit_price_minor bigint NOT NULL,
  total_minor bigint NOT NULL,
  tax_minor bigint NOT NULL DEFAULT 0,
  tax_included_minor bigint NOT NULL DEFAULT 0,
  tax_bps integer NOT NULL DEFAULT 0,
  shipped_units integer NOT NULL DEFAULT 0,
  CONSTRAINT order_line_pkey PRIMARY KEY (id),
  CONSTRAINT order_line_item_id_fkey FOREIGN KEY (item_id) REFERENCES reference.item(id),
  CONSTRAINT order_line_order_id_fkey FOREIGN KEY (order_id) REFERENCES reference.orders(id),
  CONSTRAINT order_line_seller_order_id_fkey FOREIGN KEY (seller_order_id) REFERENCES reference.seller_order(id),
  CONSTRAINT order_line_is_never_shipped_above_the_order CHECK (((shipped_units >= 0) AND (shipped_units <= quantity))),
  CONSTRAINT order_line_quantity_is_positive CHECK ((quantity > 0)),
  CONSTRAINT order_line_total_is_quantity_times_price CHECK ((total_minor = (quantity * unit_price_minor)))
);
CREATE INDEX order_line_by_order ON reference.order_line USING btree (order_id);
CREATE INDEX order_line_by_seller_order ON reference.order_line USING btree (seller_order_id);
CREATE TABLE reference.stock_reservation (
  order_id reference.public_id NOT NULL,
  item_id reference.public_id NOT NULL,
  quantity integer NOT NULL,
  status text NOT NULL,
  CONSTRAINT stock_reservation_pkey PRIMARY KEY (order_id, item_id),
  CONSTRAINT stock_reservation_item_id_fkey FOREIGN KEY (item_id) REFERENCES reference.item(id),
  CONSTRAINT stock_reservation_order_id_fkey FOREIGN KEY (order_id) REFERENCES reference.orders(id),
  CONSTRAINT stock_reservation_quantity_is_positive CHECK ((quantity > 0)),
  CONSTRAINT stock_reservation_status_is_known CHECK ((status = ANY (ARRAY['HELD'::text, 'COMMITTED'::text, 'RELEASED'::text])))
);
CREATE TABLE reference.payment (
  id reference.public_id NOT NULL,
  order_id reference.public_id NOT NULL,
  status text NOT NULL,
  currency reference.currency_code NOT NULL,
  amount_minor bigint NOT NULL,
  authorized_minor bigint NOT NULL DEFAULT 0,
  captured_minor bigint NOT NULL DEFAULT 0,
  refunded_minor bigint NOT NULL DEFAULT 0,
  capture_strategy text,
  capture_before timestamptz,
  event_sequence integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  hold text,
  expiry_acted_at timestamptz,
  plan_reasons jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT payment_one_per_order UNIQUE (order_id),
  CONSTRAINT payment_pkey PRIMARY KEY (id),
  CONSTRAINT payment_order_id_fkey FOREIGN KEY (order_id) REFERENCES reference.orders(id),
  CONSTRAINT payment_amount_is_positive CHECK ((amount_minor > 0)),
  CONSTRAINT payment_capture_strategy_is_known CHECK ((capture_strategy = ANY (ARRAY['MULTICAPTURE'::text, 'SINGLE_CAPTURE'::text, 'INTENT_PER_SELLER'::text]))),
  CONSTRAINT payment_authorization_state_is_known CHECK ((hold = ANY (ARRAY['OPEN'::text, 'CLOSING'::text, 'CLOSED'::text]))),
  CONSTRAINT payment_is_never_authorized_above_its_amount CHECK (((authorized_minor >= 0) AND (authorized_minor <= amount_minor))),
  CONSTRAINT payment_is_never_captured_above_its_authorization CHECK (((captured_minor >= 0) AND (captured_minor <= authorized_minor))),
  CONSTRAINT payment_is_never_refunded_above_the_capture CHECK (((refunded_minor >= 0) AND (refunded_minor <= captured_minor))),
  CONSTRAINT payment_status_is_known CHECK ((status = ANY (ARRAY['NOT_CAPTURED'::text, 'PARTIALLY_CAPTURED'::text, 'CAPTURED'::text, 'PARTIALLY_REFUNDED'::text, 'REFUNDED'::text, 'VOIDED'::text])))
);
CREATE INDEX payment_authorization_by_end ON reference.payment USING btree (capture_before) WHERE (hold = ANY (ARRAY['OPEN'::text, 'CLOSING'::text]));
CREATE TABLE reference.payment_intent (
  id reference.public_id NOT NULL,
  payment_id reference.public_id NOT NULL,
  order_id reference.public_id NOT NULL,
  attempt integer NOT NULL,
  status text NOT NULL,
  amount_minor bigint NOT NULL,
  psp_intent_id text,
  client_secret text,
  decline_code text,
  decline_message text,
  next_action jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_intent_attempt_is_unique UNIQUE (payment_id, attempt),
  CONSTRAINT payment_intent_psp_object_is_used_once UNIQUE (psp_intent_id),
  CONSTRAINT payment_intent_pkey PRIMARY KEY (id),
  CONSTRAINT payment_intent_order_id_fkey FOREIGN KEY (order_id) REFERENCES reference.orders(id),
  CONSTRAINT payment_intent_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES reference.payment(id),
  CONSTRAINT payment_intent_status_is_known CHECK ((status = ANY (ARRAY['CREATED_PENDING'::text, 'CREATED'::text, 'PENDING_AUTH'::text, 'REQUIRES_ACTION'::text, 'AUTHORIZED'::text, 'DECLINED'::text, 'CANCELED'::text])))
);
CREATE UNIQUE INDEX payment_intent_one_live_per_payment ON reference.payment_intent USING btree (payment_id) WHERE (status <> ALL (ARRAY['DECLINED'::text, 'CANCELED'::text]));
CREATE TABLE reference.payment_step (
  id reference.public_id NOT NULL,
  kind text NOT NULL,
  order_id reference.public_id NOT NULL,
  payment_id reference.public_id NOT NULL,
  intent_id reference.public_id NOT NULL,
  payment_order_id reference.public_id,
  psp_key text NOT NULL,
  params jsonb NOT NULL,
  params_hash text NOT NULL,
  state text NOT NULL,
  attempt integer NOT NULL DEFAULT 0,
  run_at timestamptz NOT NULL DEFAULT now(),
  dispatched_at timestamptz,
  lease_token text,
  lease_until timestamptz,
  first_called_at timestamptz,
  psp_object text,
  error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_step_psp_key_is_unique UNIQUE (psp_key),
  CONSTRAINT payment_step_pkey PRIMARY KEY (id),
  CONSTRAINT payment_step_intent_id_fkey FOREIGN KEY (intent_id) REFERENCES reference.payment_intent(id),
  CONSTRAINT payment_step_order_id_fkey FOREIGN KEY (order_id) REFERENCES reference.orders(id),
  CONSTRAINT payment_step_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES reference.payment(id),
  CONSTRAINT payment_step_kind_is_known CHECK ((kind = ANY (ARRAY['CREATE_INTENT'::text, 'CONFIRM'::text, 'CAPTURE'::text, 'RELEASE'::text, 'REFUND'::text, 'RETRIEVE_REFUND'::text, 'CANCEL'::text, 'RETRIEVE'::text]))),
  CONSTRAINT payment_step_lease_is_whole CHECK (((state = 'LEASED'::text) = ((lease_token IS NOT NULL) AND (lease_until IS NOT NULL)))),
  CONSTRAINT payment_step_state_is_known CHECK ((state = ANY (ARRAY['DUE'::text, 'LEASED'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'NEEDS_ATTENTION'::text])))
);
CREATE INDEX payment_step_unfinished ON reference.payment_step USING btree (run_at) WHERE (state = ANY (ARRAY['DUE'::text, 'LEASED'::text]));
CREATE INDEX payment_step_by_payment ON reference.payment_step USING btree (payment_id);
CREATE INDEX payment_step_needs_attention ON reference.payment_step USING btree (updated_at) WHERE (state = 'NEEDS_ATTENTION'::text);
CREATE TABLE reference.outbox_event (
  position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  id reference.public_id NOT NULL,
  topic text NOT NULL,
  aggregate_type text NOT NULL,
  aggregate_id reference.public_id NOT NULL,
  sequence integer NOT NULL,
  type text NOT NULL,
  data jsonb NOT NULL,
  trace_parent text,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  slot smallint NOT NULL GENERATED ALWAYS AS (abs((hashtext((aggregate_id)::text) % 64))) STORED,
  published_at timestamptz,
  parked_at timestamptz,
  parked_reason text,
  CONSTRAINT outbox_event_id_is_unique UNIQUE (id),
  CONSTRAINT outbox_event_sequence_is_unique UNIQUE (aggregate_id, sequence),
  CONSTRAINT outbox_event_pkey PRIMARY KEY ("position")
);
CREATE INDEX outbox_event_unpublished ON reference.outbox_event USING btree (slot, "position") WHERE ((published_at IS NULL) AND (parked_at IS NULL));
CREATE INDEX outbox_event_parked ON reference.outbox_event USING btree (aggregate_id, sequence) WHERE ((parked_at IS NOT NULL) AND (published_at IS NULL));
CREATE TABLE reference.state_transition (
  position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  order_id reference.public_id NOT NULL,
  machine text NOT NULL,
  entity_id reference.public_id NOT NULL,
  from_state text,
  to_state text NOT NULL,
  actor text NOT NULL,
  cause text NOT NULL,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  actor_id text,
  correlation_id text,
  CONSTRAINT state_transition_pkey PRIMARY KEY ("position"),
  CONSTRAINT state_transition_order_id_fkey FOREIGN KEY (order_id) REFERENCES reference.orders(id),
  CONSTRAINT state_transition_actor_is_known CHECK ((actor = ANY (ARRAY['guest'::text, 'shopper'::text, 'seller'::text, 'operator'::text, 'service'::text, 'worker'::text, 'psp'::text, 'sweeper'::text]))),
  CONSTRAINT state_transition_people_are_named CHECK (((actor <> ALL (ARRAY['shopper'::text, 'seller'::text, 'operator'::text, 'service'::text])) OR (actor_id IS NOT NULL)))
);
CREATE INDEX state_transition_by_order ON reference.state_transition USING btree (order_id, "position");
INSERT INTO reference.seller SELECT 'sel_' || lpad(n::text, 26, '0') FROM generate_series(0, 49) n;
INSERT INTO reference.item SELECT 'itm_' || lpad(n::text, 26, '0'), 'sel_' || lpad((n % 50)::text, 26, '0') FROM generate_series(0, 999) n;
INSERT INTO reference.stock (item_id, on_hand) SELECT id, 1000000 FROM reference.item;
ANALYZE reference.seller, reference.item, reference.stock;
