import { Migration } from '@mikro-orm/migrations';

/** When a seller's part was sent and when it arrived. What was sent before counts from its last parcel. */
export class M0035Delivery extends Migration {
  override up(): void {
    this.addSql(DELIVERY);
  }

  override down(): void {
    this.addSql(`
DROP INDEX seller_order_on_its_way;
ALTER TABLE seller_order DROP COLUMN shipped_at, DROP COLUMN delivered_at`);
  }
}

const DELIVERY = `
ALTER TABLE seller_order
  ADD COLUMN shipped_at timestamptz,
  ADD COLUMN delivered_at timestamptz CONSTRAINT seller_order_is_closed_once_delivered CHECK (delivered_at IS NULL OR status = 'CLOSED');
COMMENT ON COLUMN seller_order.shipped_at IS 'When nothing was left to send: with the last parcel, or when the rest was called off. A delivery that nobody confirms is counted from it.';
COMMENT ON COLUMN seller_order.delivered_at IS 'When somebody said that all of it had arrived, or when the days for that were over.';
UPDATE seller_order so SET shipped_at = sent.last_at
FROM (SELECT seller_order_id, max(shipped_at) AS last_at FROM shipment GROUP BY seller_order_id) AS sent
WHERE sent.seller_order_id = so.id AND so.status IN ('SHIPPED', 'CLOSED');
CREATE INDEX seller_order_on_its_way ON seller_order (shipped_at) WHERE status = 'SHIPPED';
`;
