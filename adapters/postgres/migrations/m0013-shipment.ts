import { Migration } from '@mikro-orm/migrations';

/** Parcels: what of a seller order was handed to which carrier, by whom and when. */
export class M0013Shipment extends Migration {
  override up(): void {
    this.addSql(SHIPMENTS);
  }

  override down(): void {
    this.addSql(`
DROP INDEX seller_order_by_seller_and_status;
DROP TABLE shipment_line, shipment;
ALTER TABLE order_line DROP COLUMN shipped_units`);
  }
}

const SHIPMENTS = `
ALTER TABLE order_line ADD COLUMN shipped_units integer NOT NULL DEFAULT 0
  CONSTRAINT order_line_is_never_shipped_above_the_order CHECK (shipped_units BETWEEN 0 AND quantity);
COMMENT ON COLUMN order_line.shipped_units IS 'Sum of its shipment lines, kept here so that the database itself refuses one unit too many.';

CREATE TABLE shipment (
  id              public_id PRIMARY KEY,
  order_id        public_id NOT NULL REFERENCES orders,
  seller_order_id public_id NOT NULL REFERENCES seller_order,
  carrier         text NOT NULL,
  tracking_number text NOT NULL,
  amount_minor    bigint NOT NULL CONSTRAINT shipment_amount_is_positive CHECK (amount_minor > 0),
  account_id      public_id NOT NULL REFERENCES account,
  shipped_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX shipment_by_seller_order ON shipment (seller_order_id);
COMMENT ON COLUMN shipment.amount_minor IS 'What of the seller''s share it is worth, delivery with the first; all parcels of a seller order sum to its total.';
COMMENT ON COLUMN shipment.account_id IS 'The member of the seller who shipped it.';

CREATE TABLE shipment_line (
  shipment_id   public_id NOT NULL REFERENCES shipment,
  order_line_id public_id NOT NULL REFERENCES order_line,
  quantity      integer NOT NULL CONSTRAINT shipment_line_quantity_is_positive CHECK (quantity > 0),
  PRIMARY KEY (shipment_id, order_line_id)
);

CREATE INDEX seller_order_by_seller_and_status ON seller_order (seller_id, status, id);
COMMENT ON INDEX seller_order_by_seller_and_status IS 'The seller''s list of what to ship, oldest first, without sorting what was shipped long ago.';
`;
