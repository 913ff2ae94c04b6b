import { Migration } from '@mikro-orm/migrations';

/** What makes a price complete: shipping terms, tax by destination and class, commission plans; and their copies on orders. */
export class M0004Quote extends Migration {
  override up(): void {
    for (const tables of [TERMS, RATES, CART, ORDERS]) this.addSql(tables);
  }

  override down(): void {
    this.addSql(`
ALTER TABLE order_line DROP COLUMN tax_minor, DROP COLUMN tax_included_minor, DROP COLUMN tax_bps;
ALTER TABLE seller_order DROP COLUMN tax_minor, DROP COLUMN tax_included_minor, DROP COLUMN commission_minor, DROP COLUMN commission_plan,
  ADD CONSTRAINT seller_order_total_is_the_sum_of_its_parts CHECK (total_minor = subtotal_minor + shipping_minor);
ALTER TABLE orders DROP COLUMN tax_minor, DROP COLUMN tax_included_minor,
  ADD CONSTRAINT orders_total_is_the_sum_of_its_parts CHECK (total_minor = subtotal_minor + shipping_minor);
ALTER TABLE cart DROP COLUMN destination;
ALTER TABLE item DROP COLUMN tax_class, DROP COLUMN weight_class;
DROP TABLE tax_rate, shipping_terms, commission_plan`);
  }
}

const TERMS = `
ALTER TABLE item
  ADD COLUMN tax_class text NOT NULL DEFAULT 'STANDARD' CONSTRAINT item_tax_class_is_known CHECK (tax_class IN ('STANDARD','REDUCED','ZERO')),
  ADD COLUMN weight_class text NOT NULL DEFAULT 'PARCEL' CONSTRAINT item_weight_class_is_known CHECK (weight_class IN ('LETTER','PARCEL','BULKY'));

CREATE TABLE shipping_terms (
  seller_id       public_id NOT NULL REFERENCES seller,
  currency        currency_code NOT NULL,
  letter_minor    bigint NOT NULL CONSTRAINT shipping_terms_letter_is_not_negative CHECK (letter_minor >= 0),
  parcel_minor    bigint NOT NULL CONSTRAINT shipping_terms_parcel_is_not_negative CHECK (parcel_minor >= 0),
  bulky_minor     bigint NOT NULL CONSTRAINT shipping_terms_bulky_is_not_negative CHECK (bulky_minor >= 0),
  free_from_minor bigint CONSTRAINT shipping_terms_free_from_is_positive CHECK (free_from_minor > 0),
  PRIMARY KEY (seller_id, currency)
);
COMMENT ON TABLE shipping_terms IS 'What a parcel costs by its heaviest item. A seller without terms in a currency ships at the flat seller.shipping_minor.';
COMMENT ON COLUMN shipping_terms.free_from_minor IS 'From this much worth of goods on, the seller ships free.';

CREATE TABLE commission_plan (
  seller_id   public_id NOT NULL REFERENCES seller,
  currency    currency_code NOT NULL,
  bps         integer NOT NULL CONSTRAINT commission_plan_bps_is_a_share CHECK (bps BETWEEN 0 AND 10000),
  fixed_minor bigint NOT NULL DEFAULT 0 CONSTRAINT commission_plan_fixed_is_not_negative CHECK (fixed_minor >= 0),
  min_minor   bigint NOT NULL DEFAULT 0 CONSTRAINT commission_plan_min_is_not_negative CHECK (min_minor >= 0),
  max_minor   bigint,
  PRIMARY KEY (seller_id, currency),
  CONSTRAINT commission_plan_max_is_not_below_min CHECK (max_minor >= min_minor)
);
COMMENT ON TABLE commission_plan IS 'A seller without a plan in a currency pays seller.commission_bps and nothing else.';
`;

/** The rates that the demo needs; a marketplace maintains its own. EU countries contain the tax in prices, the US add it. */
const RATES = `
CREATE TABLE tax_rate (
  country     text NOT NULL CONSTRAINT tax_rate_country_is_iso_3166 CHECK (country ~ '^[A-Z]{2}$'),
  tax_class   text NOT NULL CONSTRAINT tax_rate_class_is_known CHECK (tax_class IN ('STANDARD','REDUCED','ZERO')),
  bps         integer NOT NULL CONSTRAINT tax_rate_is_a_share CHECK (bps BETWEEN 0 AND 10000),
  is_included boolean NOT NULL,
  PRIMARY KEY (country, tax_class)
);
COMMENT ON TABLE tax_rate IS 'By destination and class. No row: untaxed there.';
COMMENT ON COLUMN tax_rate.is_included IS 'True: prices contain it (value added tax). False: it is added to them (sales tax).';
INSERT INTO tax_rate (country, tax_class, bps, is_included) VALUES
  ('AT','STANDARD',2000,true), ('AT','REDUCED',1000,true), ('BE','STANDARD',2100,true), ('BE','REDUCED',600,true),
  ('CH','STANDARD',810,true), ('CH','REDUCED',260,true), ('DE','STANDARD',1900,true), ('DE','REDUCED',700,true),
  ('DK','STANDARD',2500,true), ('DK','REDUCED',2500,true), ('ES','STANDARD',2100,true), ('ES','REDUCED',1000,true),
  ('FI','STANDARD',2550,true), ('FI','REDUCED',1400,true), ('FR','STANDARD',2000,true), ('FR','REDUCED',550,true),
  ('GB','STANDARD',2000,true), ('GB','REDUCED',500,true), ('IE','STANDARD',2300,true), ('IE','REDUCED',1350,true),
  ('IT','STANDARD',2200,true), ('IT','REDUCED',1000,true), ('JP','STANDARD',1000,true), ('JP','REDUCED',800,true),
  ('LU','STANDARD',1700,true), ('LU','REDUCED',800,true), ('NL','STANDARD',2100,true), ('NL','REDUCED',900,true),
  ('NO','STANDARD',2500,true), ('NO','REDUCED',1500,true), ('PL','STANDARD',2300,true), ('PL','REDUCED',800,true),
  ('PT','STANDARD',2300,true), ('PT','REDUCED',600,true), ('SE','STANDARD',2500,true), ('SE','REDUCED',1200,true),
  ('CA','STANDARD',500,false), ('US','STANDARD',725,false), ('US','REDUCED',225,false);
`;

const CART = `
ALTER TABLE cart ADD COLUMN destination text NOT NULL DEFAULT 'DE' CONSTRAINT cart_destination_is_iso_3166 CHECK (destination ~ '^[A-Z]{2}$');
COMMENT ON COLUMN cart.destination IS 'Where it would be shipped; decides the tax that the quote shows.';
`;

const ORDERS = `
ALTER TABLE orders
  ADD COLUMN tax_minor bigint NOT NULL DEFAULT 0 CONSTRAINT orders_tax_is_not_negative CHECK (tax_minor >= 0),
  ADD COLUMN tax_included_minor bigint NOT NULL DEFAULT 0 CONSTRAINT orders_included_tax_is_not_negative CHECK (tax_included_minor >= 0),
  DROP CONSTRAINT orders_total_is_the_sum_of_its_parts;
ALTER TABLE orders ADD CONSTRAINT orders_total_is_the_sum_of_its_parts CHECK (total_minor = subtotal_minor + shipping_minor + tax_minor);
COMMENT ON COLUMN orders.tax_minor IS 'Added to the prices.';
COMMENT ON COLUMN orders.tax_included_minor IS 'Contained in the prices; not added again.';

ALTER TABLE seller_order
  ADD COLUMN tax_minor bigint NOT NULL DEFAULT 0,
  ADD COLUMN tax_included_minor bigint NOT NULL DEFAULT 0,
  ADD COLUMN commission_minor bigint NOT NULL DEFAULT 0,
  ADD COLUMN commission_plan jsonb,
  DROP CONSTRAINT seller_order_total_is_the_sum_of_its_parts;
ALTER TABLE seller_order
  ADD CONSTRAINT seller_order_total_is_the_sum_of_its_parts CHECK (total_minor = subtotal_minor + shipping_minor + tax_minor),
  ADD CONSTRAINT seller_order_tax_is_not_negative CHECK (tax_minor >= 0 AND tax_included_minor >= 0),
  ADD CONSTRAINT seller_order_commission_leaves_the_tax CHECK (commission_minor BETWEEN 0 AND total_minor - tax_minor - tax_included_minor);
COMMENT ON COLUMN seller_order.commission_minor IS 'Fixed when the order is placed: a plan that changes later does not reach it.';
COMMENT ON COLUMN seller_order.commission_plan IS 'The plan of that moment, for partial captures and refunds; null on orders from before plans.';

ALTER TABLE order_line
  ADD COLUMN tax_minor bigint NOT NULL DEFAULT 0,
  ADD COLUMN tax_included_minor bigint NOT NULL DEFAULT 0,
  ADD COLUMN tax_bps integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN order_line.tax_minor IS 'The line''s share of its seller''s tax, shared out so that lines and shipping sum to it.';
`;
