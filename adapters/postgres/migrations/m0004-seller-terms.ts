import { Migration } from '@mikro-orm/migrations';

/** The rest of a price: shipping terms, commission plans, and tax by destination and class. */
export class M0004SellerTerms extends Migration {
  override up(): void {
    for (const tables of [TERMS, EDITS, TAX_RATES]) this.addSql(tables);
  }

  override down(): void {
    this.addSql(`DROP TABLE tax_rate, terms_edit, commission_plan, shipping_terms`);
  }
}

const TERMS = `
CREATE TABLE shipping_terms (
  seller_id       public_id NOT NULL REFERENCES seller,
  currency        currency_code NOT NULL,
  letter_minor    bigint NOT NULL CONSTRAINT shipping_terms_letter_is_not_negative CHECK (letter_minor >= 0),
  parcel_minor    bigint NOT NULL CONSTRAINT shipping_terms_parcel_is_not_negative CHECK (parcel_minor >= 0),
  bulky_minor     bigint NOT NULL CONSTRAINT shipping_terms_bulky_is_not_negative CHECK (bulky_minor >= 0),
  free_from_minor bigint CONSTRAINT shipping_terms_free_from_is_positive CHECK (free_from_minor > 0),
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (seller_id, currency)
);
COMMENT ON TABLE shipping_terms IS 'Shipping price by the weight class of the heaviest item. Without terms in a currency, the flat seller.shipping_minor applies.';
COMMENT ON COLUMN shipping_terms.free_from_minor IS 'Shipping is free from this subtotal on.';

CREATE TABLE commission_plan (
  seller_id       public_id NOT NULL REFERENCES seller,
  currency        currency_code NOT NULL,
  bps             integer NOT NULL CONSTRAINT commission_plan_bps_is_a_fraction CHECK (bps BETWEEN 0 AND 10000),
  fixed_minor     bigint NOT NULL DEFAULT 0 CONSTRAINT commission_plan_fixed_is_not_negative CHECK (fixed_minor >= 0),
  min_minor       bigint NOT NULL DEFAULT 0 CONSTRAINT commission_plan_min_is_not_negative CHECK (min_minor >= 0),
  max_minor       bigint,
  refund_policy   text NOT NULL DEFAULT 'COMMISSION_RETURNED' CONSTRAINT commission_plan_refund_policy_is_known CHECK (refund_policy IN ('COMMISSION_RETURNED','COMMISSION_KEPT')),
  tax_remitted_by text NOT NULL DEFAULT 'PLATFORM' CONSTRAINT commission_plan_tax_is_remitted_by_someone CHECK (tax_remitted_by IN ('PLATFORM','SELLER')),
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (seller_id, currency),
  CONSTRAINT commission_plan_max_is_not_below_min CHECK (max_minor >= min_minor)
);
COMMENT ON TABLE commission_plan IS 'Without a plan in a currency, the seller pays seller.commission_bps only.';
COMMENT ON COLUMN commission_plan.refund_policy IS 'Whether a refund returns the commission in proportion to the seller.';
COMMENT ON COLUMN commission_plan.tax_remitted_by IS 'Who remits the tax: the platform withholds it, or the seller receives it.';
`;

const EDITS = `
CREATE TABLE terms_edit (
  id         public_id PRIMARY KEY,
  seller_id  public_id NOT NULL REFERENCES seller,
  currency   currency_code NOT NULL,
  kind       text NOT NULL CONSTRAINT terms_edit_kind_is_known CHECK (kind IN ('SHIPPING','COMMISSION')),
  version    integer NOT NULL,
  account_id public_id NOT NULL REFERENCES account,
  before     jsonb,
  after      jsonb NOT NULL,
  edited_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT terms_edit_one_per_version UNIQUE (seller_id, currency, kind, version)
);
COMMENT ON TABLE terms_edit IS 'Append-only audit: the terms before and after each edit; before is NULL for the first terms in a currency.';
`;

/** Rates for the demo; a marketplace maintains its own. Prices in Europe and Japan include the tax, the US and Canada add it. */
const TAX_RATES = `
CREATE TABLE tax_rate (
  country     text NOT NULL CONSTRAINT tax_rate_country_is_iso_3166 CHECK (country ~ '^[A-Z]{2}$'),
  tax_class   text NOT NULL CONSTRAINT tax_rate_class_is_known CHECK (tax_class IN ('STANDARD','REDUCED','ZERO')),
  bps         integer NOT NULL CONSTRAINT tax_rate_is_a_fraction CHECK (bps BETWEEN 0 AND 10000),
  is_included boolean NOT NULL,
  PRIMARY KEY (country, tax_class)
);
COMMENT ON TABLE tax_rate IS 'By destination and class. Without a row, no tax applies.';
COMMENT ON COLUMN tax_rate.is_included IS 'True if prices include it (VAT), false if it is added (sales tax).';
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
