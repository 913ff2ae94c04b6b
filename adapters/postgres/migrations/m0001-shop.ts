import { Migration } from '@mikro-orm/migrations';

/**
 * What is sold, to whom, and what was ordered.
 *
 * Ids are prefixed, time-ordered text (`ord_…`), compared bytewise so that an index range is a time range.
 */
export class M0001Shop extends Migration {
  override up(): void {
    this.addSql(
      `CREATE DOMAIN public_id AS text COLLATE "C" CONSTRAINT public_id_is_prefixed CHECK (VALUE ~ '^[a-z]{2,4}_[0-9a-z]{26}$')`,
    );
    this.addSql(
      `CREATE DOMAIN currency_code AS text CONSTRAINT currency_code_is_iso_4217 CHECK (VALUE ~ '^[A-Z]{3}$')`,
    );
    for (const tables of [ACCESS, CATALOG, CART, ORDERS]) this.addSql(tables);
  }

  override down(): void {
    this.addSql(
      `DROP TABLE stock_reservation, order_line, seller_order, orders, cart_line, cart, stock, item, seller, account`,
    );
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
