import type { Pool } from 'pg';

import type { SellerOrderReader, SellerOrderVersion } from '../../../core/fulfilment/ports.js';
import type { SellerOrderRow } from './seller-order-rows.js';
import { sellerOrderFrom } from './seller-order-rows.js';
import { SELLER_ORDER } from './seller-order-sql.js';

const SELECT = `
SELECT o.currency, ${SELLER_ORDER} AS part FROM seller_order so JOIN orders o ON o.id = so.order_id JOIN seller s ON s.id = so.seller_id`;

const FIND = `${SELECT} WHERE so.id = $1`;

const IS_PAID = 'EXISTS (SELECT FROM payment_order po WHERE po.seller_order_id = so.id)';
const FIND_MANY = `${SELECT} WHERE so.id = ANY($1) AND ${IS_PAID}`;

const VERSION = 'so.id, so.seller_id AS "sellerId", o.version';
const IN_ORDERS = `
SELECT ${VERSION} FROM seller_order so JOIN orders o ON o.id = so.order_id
WHERE so.order_id = ANY($1) AND so.seller_id = ANY($2) AND ${IS_PAID}`;

/** Uses the indexes by seller, and by seller and status, so the cost does not grow with the number of orders. */
const PRESENT = `
SELECT ${VERSION} FROM unnest($1::text[]) AS mine (seller_id)
CROSS JOIN LATERAL (
  (SELECT so.* FROM seller_order so WHERE so.seller_id = mine.seller_id AND so.status = 'TO_SHIP' ORDER BY so.id LIMIT $2)
  UNION
  (SELECT so.* FROM seller_order so WHERE so.seller_id = mine.seller_id AND ${IS_PAID} ORDER BY so.id DESC LIMIT $2)
) so
JOIN orders o ON o.id = so.order_id`;

/**
 * Sellers do not see unpaid orders or their shoppers' addresses: a payment order exists only once the money is
 * authorized. Each seller's page comes from an index by seller, whatever the number of other orders.
 */
const listOf = (direction: 'ASC' | 'DESC') => `
SELECT o.currency, ${SELLER_ORDER} AS part
FROM unnest($1::text[]) AS mine (seller_id)
CROSS JOIN LATERAL (
  SELECT each.* FROM seller_order each
  WHERE each.seller_id = mine.seller_id AND each.status = ANY(coalesce($2, '{TO_SHIP,SHIPPED,CLOSED,CANCELED}'::text[]))
    AND ($3::text IS NULL OR each.id ${direction === 'ASC' ? '>' : '<'} $3)
    AND (SELECT true FROM payment_order po WHERE po.seller_order_id = each.id LIMIT 1)
  ORDER BY each.id ${direction} LIMIT $4
) so
JOIN orders o ON o.id = so.order_id JOIN seller s ON s.id = so.seller_id
ORDER BY so.id ${direction} LIMIT $4`;
const OLDEST_FIRST = listOf('ASC');
const NEWEST_FIRST = listOf('DESC');

type Row = { currency: string; part: SellerOrderRow };

/** Reads seller orders for fulfilment from Postgres. */
export function createSellerOrderReader(pool: Pool): SellerOrderReader {
  return {
    async find(id) {
      const { rows } = await pool.query<Row>({ name: 'seller-order-find', text: FIND, values: [id] });
      return rows[0] === undefined ? null : viewOf(rows[0]);
    },
    async findMany(ids) {
      const { rows } = await pool.query<Row>({
        name: 'seller-orders-find',
        text: FIND_MANY,
        values: [ids],
      });
      return rows.map(viewOf);
    },
    async inOrders(orderIds, sellerIds) {
      const query = { name: 'seller-orders-in', text: IN_ORDERS, values: [orderIds, sellerIds] };
      return (await pool.query<SellerOrderVersion>(query)).rows;
    },
    async present(sellerIds, ofEach) {
      const query = { name: 'seller-orders-present', text: PRESENT, values: [sellerIds, ofEach] };
      return (await pool.query<SellerOrderVersion>(query)).rows;
    },
    async list({ sellerIds, statuses, newestFirst }, { first, after }) {
      const values = [sellerIds, statuses, after, first + 1];
      const query = newestFirst
        ? { name: 'seller-orders-newest', text: NEWEST_FIRST, values }
        : { name: 'seller-orders-oldest', text: OLDEST_FIRST, values };
      const { rows } = await pool.query<Row>(query);
      return { nodes: rows.slice(0, first).map(viewOf), hasNextPage: rows.length > first };
    },
  };
}

const viewOf = ({ currency, part }: Row) => sellerOrderFrom(part, currency);
