import { Migration } from '@mikro-orm/migrations';

/** Shipments of seller orders, and the fulfilment service's own list of orders. */
export class M0010Fulfilment extends Migration {
  override up(): void {
    for (const tables of [SHIPMENTS, SERVICE]) this.addSql(tables);
  }

  override down(): void {
    this.addSql(`DROP TABLE fulfilment_order, shipment_line, shipment`);
  }
}

const SHIPMENTS = `
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
COMMENT ON COLUMN shipment.amount_minor IS 'Its part of the seller order total, shipping included with the first; all shipments of a seller order sum to its total.';
COMMENT ON COLUMN shipment.account_id IS 'The member of the seller who shipped it.';

CREATE TABLE shipment_line (
  shipment_id   public_id NOT NULL REFERENCES shipment,
  order_line_id public_id NOT NULL REFERENCES order_line,
  quantity      integer NOT NULL CONSTRAINT shipment_line_quantity_is_positive CHECK (quantity > 0),
  PRIMARY KEY (shipment_id, order_line_id)
);
`;

const SERVICE = `
CREATE TABLE fulfilment_order (
  order_id     public_id PRIMARY KEY,
  order_number text NOT NULL,
  event_id     public_id NOT NULL,
  sequence     integer NOT NULL,
  seller_count integer NOT NULL,
  confirmed_at timestamptz NOT NULL,
  received_at  timestamptz NOT NULL DEFAULT now(),
  canceled_at  timestamptz
);
COMMENT ON TABLE fulfilment_order IS 'The fulfilment service''s own list of confirmed orders; filled from Kafka only, never from the order tables.';
COMMENT ON COLUMN fulfilment_order.canceled_at IS 'Set when the order is canceled: nothing more of it may be shipped.';
`;
