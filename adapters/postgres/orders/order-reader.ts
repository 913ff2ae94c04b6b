import type { Pool } from 'pg';

import type { OrderView } from '../../../core/orders/order-view.js';
import type { OrderReader } from '../../../core/orders/ports.js';
import { prefixOf } from '../../../core/shared/ids.js';
import { orderListQuery } from './order-list-query.js';
import { accessValues, HAS_ACCESS } from './order-access-sql.js';
import type { OrderViewRow } from './order-view-rows.js';
import { orderViewFrom } from './order-view-rows.js';
import { SELECT_ORDER } from './order-view-sql.js';

const FIND = `${SELECT_ORDER} WHERE o.id = $1 AND ${HAS_ACCESS}`;
const FIND_BY_PAYMENT = `${SELECT_ORDER} WHERE p.id = $1 AND ${HAS_ACCESS}`;

/** Tables of the members of an order, by id prefix. */
const TABLE_OF: Readonly<Record<string, string>> = {
  so: 'seller_order',
  pin: 'payment_intent',
  po: 'payment_order',
};

const VERSIONS = 'SELECT id, version FROM orders WHERE id = ANY($1)';

/** Reads orders from Postgres. */
export function createOrderReader(pool: Pool): OrderReader {
  return {
    find: (orderId, access) =>
      findOne(pool, { name: 'order-find', text: FIND, values: [orderId, ...accessValues(access)] }),
    findByPayment: (paymentId, access) => {
      const values = [paymentId, ...accessValues(access)];
      return findOne(pool, { name: 'order-find-by-payment', text: FIND_BY_PAYMENT, values });
    },
    findByPart: (part, access) => {
      const table = TABLE_OF[prefixOf(part) ?? ''];
      if (table === undefined) throw new Error(`${part} does not belong to an order`);
      const text = `${SELECT_ORDER} WHERE o.id = (SELECT order_id FROM ${table} WHERE id = $1) AND ${HAS_ACCESS}`;
      return findOne(pool, { name: `order-find-by-${table}`, text, values: [part, ...accessValues(access)] });
    },
    async list(selection, page) {
      const { rows } = await pool.query<OrderViewRow & { place: string }>(orderListQuery(selection, page));
      const edges = rows.slice(0, page.first).map((row) => ({ place: row.place, node: orderViewFrom(row) }));
      return { edges, hasNextPage: rows.length > page.first };
    },
    async versions(orderIds) {
      const query = { name: 'order-versions', text: VERSIONS, values: [orderIds] };
      const { rows } = await pool.query<{ id: string; version: number }>(query);
      return new Map(rows.map(({ id, version }) => [id, version]));
    },
  };
}

async function findOne(
  pool: Pool,
  query: { name: string; text: string; values: unknown[] },
): Promise<OrderView | null> {
  const { rows } = await pool.query<OrderViewRow>(query);
  return rows[0] === undefined ? null : orderViewFrom(rows[0]);
}
