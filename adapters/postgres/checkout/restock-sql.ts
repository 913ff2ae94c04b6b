import { RESTOCKED } from '../../../core/checkout/model/seller-order-states.js';

/**
 * Puts units back on sale as a part of a larger statement: of seller orders that this statement ends, what was bought and
 * will not be shipped. Tied to what the row has put back already, so however often a part is said to have ended, each unit
 * goes back once. Stock rows are locked in the order of the item ids, as everywhere.
 */
export function restock({ order, sellerOrders }: { order: string; sellerOrders: string }): string {
  return `unshipped AS (
  SELECT s.item_id, l.quantity - l.shipped_units - r.restocked_units AS units
  FROM jsonb_to_recordset(${sellerOrders}) AS e (id text, status text)
  JOIN order_line l ON l.seller_order_id = e.id AND l.order_id = ${order}
  JOIN stock_reservation r ON r.order_id = ${order} AND r.item_id = l.item_id
  JOIN stock s ON s.item_id = r.item_id
  WHERE e.status = ANY('{${[...RESTOCKED].join()}}') AND r.status = 'COMMITTED' AND l.quantity - l.shipped_units > r.restocked_units
  ORDER BY s.item_id FOR UPDATE OF s
), restocked AS (
  UPDATE stock SET on_hand = on_hand + u.units, sold = sold - u.units FROM unshipped u WHERE stock.item_id = u.item_id
), counted_back AS (
  UPDATE stock_reservation r SET restocked_units = r.restocked_units + u.units FROM unshipped u
  WHERE r.order_id = ${order} AND r.item_id = u.item_id
)`;
}
