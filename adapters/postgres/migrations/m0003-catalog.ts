import { Migration } from '@mikro-orm/migrations';

/** Sellers and their members, items with search and audit, and stock. */
export class M0003Catalog extends Migration {
  override up(): void {
    for (const tables of [SELLERS, ITEMS, SEARCH, STOCK]) this.addSql(tables);
  }

  override down(): void {
    // The extension stays: other objects in the database may use it.
    this.addSql(`DROP TABLE stock_adjustment, stock, item_edit, item, seller_member, seller`);
  }
}

const SELLERS = `
CREATE TABLE seller (
  id             public_id PRIMARY KEY,
  slug           text NOT NULL CONSTRAINT seller_slug_is_unique UNIQUE,
  name           text NOT NULL,
  tagline        text NOT NULL,
  accent         text NOT NULL,
  capture_mode   text NOT NULL CONSTRAINT seller_capture_mode_is_known CHECK (capture_mode IN ('AUTOMATIC','ON_SHIPMENT')),
  shipping_minor bigint NOT NULL CONSTRAINT seller_shipping_is_not_negative CHECK (shipping_minor >= 0),
  commission_bps integer NOT NULL CONSTRAINT seller_commission_is_a_fraction CHECK (commission_bps BETWEEN 0 AND 10000),
  version        integer NOT NULL DEFAULT 1
);
COMMENT ON COLUMN seller.accent IS 'Palette key for the seller''s logo, banner and pictures.';
COMMENT ON COLUMN seller.shipping_minor IS 'Flat shipping per order from this seller, in minor units of the cart''s currency.';

CREATE TABLE seller_member (
  account_id public_id NOT NULL REFERENCES account,
  seller_id  public_id NOT NULL REFERENCES seller,
  added_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, seller_id)
);
CREATE INDEX seller_member_by_seller ON seller_member (seller_id);
`;

/** Two sellers may use the same SKU; a UPC identifies one item across all sellers. */
const ITEMS = `
CREATE TABLE item (
  id           public_id PRIMARY KEY,
  seller_id    public_id NOT NULL REFERENCES seller,
  sku          text NOT NULL,
  upc          text CONSTRAINT item_upc_is_digits CHECK (upc ~ '^\\d{12,13}$'),
  name         text NOT NULL,
  description  text NOT NULL,
  category     text NOT NULL,
  picture      text NOT NULL,
  price_minor  bigint NOT NULL CONSTRAINT item_price_is_positive CHECK (price_minor > 0),
  currency     currency_code NOT NULL,
  tax_class    text NOT NULL DEFAULT 'STANDARD' CONSTRAINT item_tax_class_is_known CHECK (tax_class IN ('STANDARD','REDUCED','ZERO')),
  weight_class text NOT NULL DEFAULT 'PARCEL' CONSTRAINT item_weight_class_is_known CHECK (weight_class IN ('LETTER','PARCEL','BULKY')),
  active       boolean NOT NULL DEFAULT true,
  version      integer NOT NULL DEFAULT 1,
  search_words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', category), 'B') ||
    setweight(to_tsvector('english', sku || ' ' || coalesce(upc, '')), 'B') || setweight(to_tsvector('english', description), 'C')
  ) STORED,
  CONSTRAINT item_sku_is_unique_per_seller UNIQUE (seller_id, sku),
  CONSTRAINT item_upc_is_unique UNIQUE (upc) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX item_of_seller ON item (seller_id, id);
COMMENT ON CONSTRAINT item_upc_is_unique ON item IS 'Deferrable, so that it is checked at the end of a statement: an import may swap the codes of two items.';
COMMENT ON COLUMN item.picture IS 'Name of an illustration that the web app serves as /pictures/<name>.svg, or the https URL of an external picture.';
COMMENT ON COLUMN item.search_words IS 'A word in the name ranks above one in the category, SKU or UPC, and that above one in the description.';

CREATE TABLE item_edit (
  id         public_id PRIMARY KEY,
  item_id    public_id NOT NULL REFERENCES item,
  account_id public_id NOT NULL REFERENCES account,
  cause      text NOT NULL CONSTRAINT item_edit_cause_is_known CHECK (cause IN ('CREATED','UPDATED','ACTIVATED','DEACTIVATED','IMPORTED')),
  before     jsonb,
  after      jsonb NOT NULL,
  edited_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT item_edit_changes_something CHECK (before IS DISTINCT FROM after)
);
CREATE INDEX item_edit_by_item ON item_edit (item_id, id);
COMMENT ON TABLE item_edit IS 'Append-only audit: the item row before and after each edit; before is NULL for a new item.';
`;

/** Item search: full text, substrings and typos (trigrams), and the sort orders of lists. */
const SEARCH = `
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX item_search_words ON item USING gin (search_words) WHERE active;
CREATE INDEX item_name_trigrams ON item USING gin (lower(name) gin_trgm_ops) WHERE active;
CREATE INDEX item_by_seller ON item (seller_id, id) WHERE active;
CREATE INDEX item_by_price ON item (currency, price_minor, id) WHERE active;
CREATE INDEX item_by_name ON item (lower(name) COLLATE "C", id) WHERE active;
`;

const STOCK = `
CREATE TABLE stock (
  item_id  public_id PRIMARY KEY REFERENCES item,
  on_hand  integer NOT NULL CONSTRAINT stock_on_hand_is_not_negative CHECK (on_hand >= 0),
  reserved integer NOT NULL DEFAULT 0 CONSTRAINT stock_reserved_is_not_negative CHECK (reserved >= 0),
  sold     integer NOT NULL DEFAULT 0,
  CONSTRAINT stock_is_never_oversold CHECK (reserved <= on_hand)
) WITH (fillfactor = 70);
COMMENT ON TABLE stock IS 'Separate from item: this row is hot during a sale and must stay small, so that updates stay on its page (HOT).';
COMMENT ON COLUMN stock.on_hand IS 'Units at the seller, including reserved ones; available = on_hand - reserved.';

CREATE TABLE stock_adjustment (
  id              public_id PRIMARY KEY,
  item_id         public_id NOT NULL REFERENCES item,
  account_id      public_id NOT NULL REFERENCES account,
  idempotency_key text NOT NULL,
  delta           integer NOT NULL CONSTRAINT stock_adjustment_changes_something CHECK (delta <> 0),
  reason          text NOT NULL CONSTRAINT stock_adjustment_reason_is_known CHECK (reason IN ('DELIVERED','COUNTED','DAMAGED','LOST','FOUND')),
  note            text NOT NULL,
  on_hand         integer NOT NULL,
  reserved        integer NOT NULL,
  made_at         timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT stock_adjustment_key_is_used_once UNIQUE (item_id, idempotency_key)
);
COMMENT ON TABLE stock_adjustment IS 'Append-only audit of manual corrections; stock_reservation records what orders reserve and release.';
COMMENT ON COLUMN stock_adjustment.on_hand IS 'After the correction, so that a replay of the idempotency key gets the same answer.';
`;
