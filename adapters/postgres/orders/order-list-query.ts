import type { PageRequest } from '../../../core/shared/page.js';
import type { OrderSelection } from '../../../core/orders/order-list.js';
import { parseId } from '../../../core/shared/ids.js';
import { SELECT_ORDER } from './order-view-sql.js';

/** Microseconds since 1970: as precise as the column, so that no order is lost between pages. */
const PLACE = `(extract(epoch FROM o.placed_at) * 1000000)::bigint`;

/**
 * The query of one page of orders, newest first. It is planned on every run with known values, so that a narrow filter
 * uses its own index and a broad one the index by time; with LIMIT neither reads much more than a page.
 */
export function orderListQuery({ ownerId, isEveryones, filter }: OrderSelection, page: PageRequest) {
  const values: unknown[] = [page.first + 1, null, ownerId];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const { status, from, to, sellerId, numberPrefix } = filter;
  const after = page.after === null ? null : placeOf(page.after);
  const where = [
    ...(isEveryones ? ['true'] : ['o.account_id = $3']),
    ...(status === null ? [] : [`o.status = ${value(status)}`]),
    ...(from === null ? [] : [`o.placed_at >= ${value(from)}`]),
    ...(to === null ? [] : [`o.placed_at < ${value(to)}`]),
    ...(numberPrefix === null ? [] : [`o.number LIKE ${value(`${numberPrefix}%`)}`]),
    ...(sellerId === null
      ? []
      : [
          `EXISTS (SELECT FROM seller_order of WHERE of.order_id = o.id AND of.seller_id = ${value(sellerId)})`,
        ]),
    ...(after === null
      ? []
      : [
          `(o.placed_at, o.id) < ('epoch'::timestamptz + ${value(after.micros)}::bigint * interval '1 microsecond', ${value(after.id)})`,
        ]),
  ];
  const selected = SELECT_ORDER.replace('AS is_own,', `AS is_own, ${PLACE} || '|' || o.id AS place,`);
  const text = `${selected} WHERE ${where.join(' AND ')} ORDER BY o.placed_at DESC, o.id DESC LIMIT $1`;
  return { text, values };
}

/** The position encoded in a cursor; an invalid one starts at the beginning. */
function placeOf(cursor: string) {
  const [micros = '', rest = ''] = cursor.split('|');
  const id = parseId('ord', rest);
  return id !== null && /^\d{1,18}$/.test(micros) ? { micros, id } : null;
}
