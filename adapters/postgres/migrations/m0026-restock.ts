import { Migration } from '@mikro-orm/migrations';

/** Units of a sold order that go back on sale because they will not be shipped. */
export class M0026Restock extends Migration {
  override up(): void {
    for (const part of [COLUMN, OWED]) this.addSql(part);
  }

  override down(): void {
    this.addSql(`
UPDATE stock s SET on_hand = s.on_hand - r.units, sold = s.sold + r.units
FROM (SELECT item_id, sum(restocked_units) AS units FROM stock_reservation GROUP BY item_id) r WHERE r.item_id = s.item_id AND r.units > 0;
ALTER TABLE stock_reservation DROP COLUMN restocked_units`);
  }
}

const COLUMN = `
ALTER TABLE stock_reservation
  ADD COLUMN restocked_units integer NOT NULL DEFAULT 0,
  ADD CONSTRAINT stock_reservation_is_never_restocked_twice CHECK (restocked_units BETWEEN 0 AND quantity) NOT VALID;
ALTER TABLE stock_reservation VALIDATE CONSTRAINT stock_reservation_is_never_restocked_twice;
COMMENT ON COLUMN stock_reservation.restocked_units IS 'Bought and put back on sale since, because their part of the order ended without shipping them.';
`;

/** Parts that were voided before this existed have kept their units from being sold. */
const OWED = `
WITH unshipped AS (
  SELECT r.order_id, r.item_id, l.quantity - l.shipped_units AS units
  FROM stock_reservation r JOIN order_line l ON l.order_id = r.order_id AND l.item_id = r.item_id JOIN seller_order so ON so.id = l.seller_order_id
  WHERE r.status = 'COMMITTED' AND so.status = 'CANCELED' AND l.quantity > l.shipped_units
), counted AS (
  UPDATE stock_reservation r SET restocked_units = u.units FROM unshipped u WHERE r.order_id = u.order_id AND r.item_id = u.item_id
)
UPDATE stock s SET on_hand = s.on_hand + u.units, sold = s.sold - u.units
FROM (SELECT item_id, sum(units) AS units FROM unshipped GROUP BY item_id) u WHERE u.item_id = s.item_id
`;
