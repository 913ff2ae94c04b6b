import { Migration } from '@mikro-orm/migrations';

/** Orders, seller orders, lines, stock reservations, cancellations, and the history of all state changes. */
export class M0006Orders extends Migration {
  override up(): void {
    for (const tables of [ORDERS, SELLER_ORDERS, ORDER_LINES, CANCELLATIONS, HISTORY]) this.addSql(tables);
  }

  override down(): void {
    this.addSql(
      `DROP TABLE state_transition, order_cancellation, stock_reservation, order_line, seller_order, orders`,
    );
  }
}

/** Lists are paged by keyset, newest first; each has an index that starts with its filter columns. */
const ORDERS = `
CREATE TABLE orders (
  id                 public_id PRIMARY KEY,
  number             text NOT NULL CONSTRAINT orders_number_is_unique UNIQUE,
  cart_id            public_id CONSTRAINT orders_one_per_cart UNIQUE REFERENCES cart,
  token_hash         text NOT NULL,
  account_id         public_id REFERENCES account,
  email              text NOT NULL,
  ship_to            jsonb NOT NULL,
  status             text NOT NULL CONSTRAINT orders_status_is_known CHECK (status IN ('PENDING_PAYMENT','PAYMENT_CONFIRMED','COMPLETED','EXPIRED','CANCELED')),
  currency           currency_code NOT NULL,
  subtotal_minor     bigint NOT NULL CONSTRAINT orders_subtotal_is_not_negative CHECK (subtotal_minor >= 0),
  shipping_minor     bigint NOT NULL CONSTRAINT orders_shipping_is_not_negative CHECK (shipping_minor >= 0),
  tax_minor          bigint NOT NULL DEFAULT 0 CONSTRAINT orders_tax_is_not_negative CHECK (tax_minor >= 0),
  tax_included_minor bigint NOT NULL DEFAULT 0 CONSTRAINT orders_included_tax_is_not_negative CHECK (tax_included_minor >= 0),
  total_minor        bigint NOT NULL CONSTRAINT orders_total_is_positive CHECK (total_minor > 0),
  event_sequence     integer NOT NULL DEFAULT 0,
  version            integer NOT NULL DEFAULT 1,
  placed_at          timestamptz NOT NULL DEFAULT now(),
  expires_at         timestamptz NOT NULL,
  CONSTRAINT orders_total_is_the_sum_of_its_parts CHECK (total_minor = subtotal_minor + shipping_minor + tax_minor)
) WITH (fillfactor = 80);
CREATE INDEX orders_by_time ON orders (placed_at, id);
CREATE INDEX orders_by_status ON orders (status, placed_at, id);
CREATE INDEX orders_by_account ON orders (account_id, placed_at, id) WHERE account_id IS NOT NULL;
CREATE INDEX orders_by_number ON orders (number text_pattern_ops);
CREATE INDEX orders_unpaid_by_expiry ON orders (expires_at) WHERE status = 'PENDING_PAYMENT';
COMMENT ON TABLE orders IS 'The row lock of an order guards its whole aggregate: seller orders, payment, intents, payment orders and steps change only under it.';
COMMENT ON COLUMN orders.token_hash IS 'SHA-256 of the guest''s order token, the only access to a guest order.';
COMMENT ON COLUMN orders.account_id IS 'The owner: the account that placed the order, or adopted it later with its token. Set once, then immutable.';
COMMENT ON COLUMN orders.tax_minor IS 'Tax added to the prices.';
COMMENT ON COLUMN orders.tax_included_minor IS 'Tax included in the prices; not added again.';
COMMENT ON COLUMN orders.event_sequence IS 'Sequence of the order''s latest event; the next one is assigned under the row lock, so there are no gaps.';
COMMENT ON COLUMN orders.expires_at IS 'Until when stock is reserved for an unpaid order.';
`;

const SELLER_ORDERS = `
CREATE TABLE seller_order (
  id                        public_id PRIMARY KEY,
  order_id                  public_id NOT NULL REFERENCES orders,
  seller_id                 public_id NOT NULL REFERENCES seller,
  status                    text NOT NULL CONSTRAINT seller_order_status_is_known CHECK (status IN ('PENDING','TO_SHIP','SHIPPED','CLOSED','CANCELED')),
  subtotal_minor            bigint NOT NULL,
  shipping_minor            bigint NOT NULL,
  tax_minor                 bigint NOT NULL DEFAULT 0,
  tax_included_minor        bigint NOT NULL DEFAULT 0,
  total_minor               bigint NOT NULL CONSTRAINT seller_order_total_is_positive CHECK (total_minor > 0),
  commission_minor          bigint NOT NULL DEFAULT 0,
  commission_plan           jsonb,
  shipping_terms            jsonb,
  captured_minor            bigint NOT NULL DEFAULT 0,
  captured_commission_minor bigint NOT NULL DEFAULT 0,
  captured_tax_minor        bigint NOT NULL DEFAULT 0,
  refunded_minor            bigint NOT NULL DEFAULT 0,
  refunded_commission_minor bigint NOT NULL DEFAULT 0,
  refunded_tax_minor        bigint NOT NULL DEFAULT 0,
  shipped_at                timestamptz,
  delivered_at              timestamptz CONSTRAINT seller_order_is_closed_once_delivered CHECK (delivered_at IS NULL OR status = 'CLOSED'),
  CONSTRAINT seller_order_one_per_seller UNIQUE (order_id, seller_id),
  CONSTRAINT seller_order_total_is_the_sum_of_its_parts CHECK (total_minor = subtotal_minor + shipping_minor + tax_minor),
  CONSTRAINT seller_order_tax_is_not_negative CHECK (tax_minor >= 0 AND tax_included_minor >= 0),
  CONSTRAINT seller_order_commission_leaves_the_tax CHECK (commission_minor BETWEEN 0 AND total_minor - tax_minor - tax_included_minor),
  CONSTRAINT seller_order_is_never_captured_above_its_total CHECK (captured_minor BETWEEN 0 AND total_minor),
  CONSTRAINT seller_order_commission_is_taken_once CHECK (captured_commission_minor BETWEEN 0 AND commission_minor),
  CONSTRAINT seller_order_tax_is_taken_once CHECK (captured_tax_minor BETWEEN 0 AND tax_minor + tax_included_minor),
  CONSTRAINT seller_order_is_never_refunded_above_its_capture CHECK (refunded_minor BETWEEN 0 AND captured_minor),
  CONSTRAINT seller_order_commission_is_given_back_once CHECK (refunded_commission_minor BETWEEN 0 AND captured_commission_minor),
  CONSTRAINT seller_order_tax_is_given_back_once CHECK (refunded_tax_minor BETWEEN 0 AND captured_tax_minor)
);
CREATE INDEX seller_order_by_seller ON seller_order (seller_id, order_id);
CREATE INDEX seller_order_of_seller ON seller_order (seller_id, id);
CREATE INDEX seller_order_by_seller_and_status ON seller_order (seller_id, status, id);
CREATE INDEX seller_order_on_its_way ON seller_order (shipped_at) WHERE status = 'SHIPPED';
COMMENT ON COLUMN seller_order.shipped_at IS 'When nothing was left to ship: with the last parcel, or when the rest was canceled. An unconfirmed delivery is assumed a number of days after it.';
COMMENT ON COLUMN seller_order.delivered_at IS 'When the delivery was confirmed, or assumed because the time to confirm it was over.';
COMMENT ON INDEX seller_order_of_seller IS 'The seller''s list of all orders; without it, a small seller''s list would scan everybody''s orders.';
COMMENT ON INDEX seller_order_by_seller_and_status IS 'The seller''s list of orders to ship, oldest first, without sorting those shipped long ago.';
COMMENT ON COLUMN seller_order.commission_minor IS 'Fixed when the order is placed; later changes of the plan do not apply.';
COMMENT ON COLUMN seller_order.commission_plan IS 'The plan at order placement, for partial captures and refunds.';
COMMENT ON COLUMN seller_order.shipping_terms IS 'The terms at order placement; later changes do not apply.';
COMMENT ON COLUMN seller_order.captured_commission_minor IS 'Commission captured so far, so that partial captures add up exactly to the agreed commission.';
`;

const ORDER_LINES = `
CREATE TABLE order_line (
  id                 public_id PRIMARY KEY,
  order_id           public_id NOT NULL REFERENCES orders,
  seller_order_id    public_id NOT NULL REFERENCES seller_order,
  item_id            public_id NOT NULL REFERENCES item,
  sku                text NOT NULL,
  name               text NOT NULL,
  picture            text NOT NULL,
  quantity           integer NOT NULL CONSTRAINT order_line_quantity_is_positive CHECK (quantity > 0),
  shipped_units      integer NOT NULL DEFAULT 0 CONSTRAINT order_line_is_never_shipped_above_the_order CHECK (shipped_units BETWEEN 0 AND quantity),
  unit_price_minor   bigint NOT NULL,
  total_minor        bigint NOT NULL,
  tax_bps            integer NOT NULL DEFAULT 0,
  tax_minor          bigint NOT NULL DEFAULT 0,
  tax_included_minor bigint NOT NULL DEFAULT 0,
  CONSTRAINT order_line_total_is_quantity_times_price CHECK (total_minor = quantity * unit_price_minor)
);
CREATE INDEX order_line_by_order ON order_line (order_id);
CREATE INDEX order_line_by_seller_order ON order_line (seller_order_id);
COMMENT ON TABLE order_line IS 'Name, SKU, picture and price are copies: the order shows what was agreed, even if the item changes.';
COMMENT ON COLUMN order_line.shipped_units IS 'Sum of its shipment lines, kept here so that a constraint prevents shipping too many units.';
COMMENT ON COLUMN order_line.tax_minor IS 'Tax allocated to the line; lines and shipping sum to the seller order''s tax.';

CREATE TABLE stock_reservation (
  order_id        public_id NOT NULL REFERENCES orders,
  item_id         public_id NOT NULL REFERENCES item,
  quantity        integer NOT NULL CONSTRAINT stock_reservation_quantity_is_positive CHECK (quantity > 0),
  restocked_units integer NOT NULL DEFAULT 0 CONSTRAINT stock_reservation_is_never_restocked_twice CHECK (restocked_units BETWEEN 0 AND quantity),
  status          text NOT NULL CONSTRAINT stock_reservation_status_is_known CHECK (status IN ('HELD','COMMITTED','RELEASED')),
  PRIMARY KEY (order_id, item_id)
);
COMMENT ON COLUMN stock_reservation.restocked_units IS 'Units returned to stock because their seller order ended without shipping them.';
`;

const CANCELLATIONS = `
CREATE TABLE order_cancellation (
  order_id    public_id PRIMARY KEY REFERENCES orders,
  reason      text NOT NULL CONSTRAINT order_cancellation_reason_is_known CHECK (
    reason IN ('CHANGED_MIND','ORDERED_BY_MISTAKE','TOO_EXPENSIVE','TOO_SLOW','OTHER','OUT_OF_STOCK','FRAUD_SUSPECTED')),
  note        text NOT NULL,
  canceled_by text NOT NULL CONSTRAINT order_cancellation_is_by_someone_known CHECK (canceled_by IN ('BUYER','OPERATOR')),
  canceled_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE order_cancellation IS 'One per order, which is canceled once. state_transition records by whom.';
COMMENT ON COLUMN order_cancellation.note IS 'In the person''s own words; shown to operators only.';
`;

const HISTORY = `
CREATE TABLE state_transition (
  position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id       public_id NOT NULL REFERENCES orders,
  machine        text NOT NULL,
  entity_id      public_id NOT NULL,
  from_state     text,
  to_state       text NOT NULL,
  actor          text NOT NULL CONSTRAINT state_transition_actor_is_known
                 CHECK (actor IN ('guest','shopper','seller','operator','service','worker','psp','sweeper')),
  actor_id       text,
  cause          text NOT NULL,
  correlation_id text,
  occurred_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT state_transition_people_are_named CHECK (actor NOT IN ('shopper','seller','operator','service') OR actor_id IS NOT NULL)
);
CREATE INDEX state_transition_by_order ON state_transition (order_id, position);
CREATE TRIGGER state_transition_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON state_transition
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewriting();
COMMENT ON TABLE state_transition IS 'Append-only history of every state change: machine, from and to state, actor and cause.';
COMMENT ON COLUMN state_transition.actor_id IS 'The account or API key; NULL for guests and for our own processes.';
COMMENT ON COLUMN state_transition.correlation_id IS 'Id of the request or job that caused it, as in its log lines.';
`;
