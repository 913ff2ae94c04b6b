import { Migration } from '@mikro-orm/migrations';

/** What sellers and finance may edit, and who edited what: items, shipping terms, commission plans. */
export class M0014CatalogEdits extends Migration {
  override up(): void {
    for (const changes of [ITEMS, TERMS, ORDERS]) this.addSql(changes);
  }

  override down(): void {
    this.addSql(`
ALTER TABLE seller_order DROP COLUMN shipping_terms;
DROP TABLE terms_edit, item_edit;
ALTER TABLE commission_plan DROP COLUMN version, DROP COLUMN refund_policy;
ALTER TABLE shipping_terms DROP COLUMN version;
DROP INDEX item_of_seller;
ALTER TABLE item DROP CONSTRAINT item_sku_is_unique_per_seller, DROP CONSTRAINT item_upc_is_unique, DROP CONSTRAINT item_upc_is_digits;
ALTER TABLE item ADD CONSTRAINT item_sku_is_unique UNIQUE (sku), ADD CONSTRAINT item_upc_is_unique UNIQUE (upc)`);
  }
}

const ITEMS = `
ALTER TABLE item DROP CONSTRAINT item_sku_is_unique, DROP CONSTRAINT item_upc_is_unique;
ALTER TABLE item
  ADD CONSTRAINT item_sku_is_unique_per_seller UNIQUE (seller_id, sku),
  ADD CONSTRAINT item_upc_is_unique UNIQUE (upc) DEFERRABLE INITIALLY IMMEDIATE,
  ADD CONSTRAINT item_upc_is_digits CHECK (upc ~ '^\\d{12,13}$');
CREATE INDEX item_of_seller ON item (seller_id, id);
COMMENT ON CONSTRAINT item_upc_is_unique ON item IS 'Deferrable, so that it is checked when a statement ends: an import may exchange the codes of two items.';
COMMENT ON COLUMN item.picture IS 'Name of a drawn illustration, which the web app serves as /pictures/<name>.svg, or the https address of a picture elsewhere.';

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
COMMENT ON TABLE item_edit IS 'Append-only audit: the row of the item before and after each edit; before is null for a new item.';
`;

const TERMS = `
ALTER TABLE shipping_terms ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE commission_plan
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN refund_policy text NOT NULL DEFAULT 'RETURNED' CONSTRAINT commission_plan_refund_policy_is_known CHECK (refund_policy IN ('RETURNED','FIXED_KEPT','KEPT'));
COMMENT ON COLUMN commission_plan.refund_policy IS 'What a refund gives the seller back of the commission: its part of all of it, of all but the fixed fee, or nothing.';

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
COMMENT ON TABLE terms_edit IS 'Append-only audit: the terms before and after each edit; before is null when there were none of this currency.';
`;

const ORDERS = `
ALTER TABLE seller_order ADD COLUMN shipping_terms jsonb;
COMMENT ON COLUMN seller_order.shipping_terms IS 'The terms by which the shipping was charged; terms that change later do not reach it. Null on orders from before.';
`;
