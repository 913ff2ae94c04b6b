import type { Pool } from 'pg';

import type { OrderView } from '../../core/orders/order-view.js';
import type { OrderReader } from '../../core/orders/ports.js';
import { accessValues, IS_LET_IN, IS_OWN } from './order-access-sql.js';
import type { OrderViewRow } from './order-view-rows.js';
import { orderViewFrom } from './order-view-rows.js';
import { SELLER_ORDER } from './seller-order-sql.js';

/** The whole order in one statement, so that what a person sees together was true together. */
const SELECT_ORDER = `
SELECT ${IS_OWN} AS is_own, o.id, o.number, o.status, o.version, o.email, o.ship_to, o.currency, o.subtotal_minor, o.shipping_minor, o.tax_minor, o.tax_included_minor, o.total_minor, o.placed_at, o.expires_at,
  (SELECT json_agg(${SELLER_ORDER} ORDER BY so.id) FROM seller_order so JOIN seller s ON s.id = so.seller_id WHERE so.order_id = o.id) AS seller_orders,
  json_build_object(
    'id', p.id, 'status', p.status, 'version', p.version, 'amountMinor', p.amount_minor::text, 'authorizedMinor', p.authorized_minor::text,
    'capturedMinor', p.captured_minor::text, 'refundedMinor', p.refunded_minor::text, 'captureBefore', p.capture_before,
    'intents', (SELECT json_agg(json_build_object(
       'id', i.id, 'attempt', i.attempt, 'status', i.status, 'amountMinor', i.amount_minor::text, 'clientSecret', CASE WHEN ${IS_OWN} THEN i.client_secret END,
       'pspIntentId', i.psp_intent_id, 'declineCode', i.decline_code, 'declineMessage', i.decline_message, 'nextAction', i.next_action,
       'createdAt', i.created_at) ORDER BY i.attempt) FROM payment_intent i WHERE i.payment_id = p.id)
  ) AS payment
FROM orders o JOIN payment p ON p.order_id = o.id
`;

const FIND = `${SELECT_ORDER} WHERE o.id = $1 AND ${IS_LET_IN}`;
const FIND_BY_PAYMENT = `${SELECT_ORDER} WHERE p.id = $1 AND ${IS_LET_IN}`;

const VERSIONS = 'SELECT id, version FROM orders WHERE id = ANY($1)';

/** Orders for people, from Postgres. */
export function createOrderReader(pool: Pool): OrderReader {
  return {
    find: (orderId, access) =>
      findOne(pool, { name: 'order-find', text: FIND, values: [orderId, ...accessValues(access)] }),
    findByPayment: (paymentId, access) => {
      const values = [paymentId, ...accessValues(access)];
      return findOne(pool, { name: 'order-find-by-payment', text: FIND_BY_PAYMENT, values });
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
