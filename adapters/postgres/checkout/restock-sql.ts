import { RESTOCKED } from '../../../core/checkout/model/seller-order-states.js';

/**
 * Part of a larger statement: returns the unshipped units of the seller orders that it ends to stock. `restocked_units`
 * counts units already returned, so each unit is returned once however often a seller order ends. Stock rows are locked
 * in order of item id, as everywhere.
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
