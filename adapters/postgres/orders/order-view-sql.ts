import { paymentIntentTable } from '../checkout/payment-intent-table.js';
import { paymentTable } from '../checkout/payment-table.js';
import { pick } from '../database/table.js';
import { members, selectList } from '../database/table-sql.js';
import { SELLER_ORDER } from '../fulfilment/seller-order-sql.js';
import { IS_OWN } from './order-access-sql.js';
import { ordersTable } from './orders-table.js';

/** The columns of each table that views show. */
export const viewed = {
  order: pick(
    ordersTable,
    'id',
    'number',
    'status',
    'version',
    'email',
    'shipTo',
    'currency',
    'subtotalMinor',
    'shippingMinor',
    'taxMinor',
    'taxIncludedMinor',
    'totalMinor',
    'placedAt',
    'expiresAt',
  ),
  payment: pick(
    paymentTable,
    'id',
    'status',
    'version',
    'amountMinor',
    'authorizedMinor',
    'capturedMinor',
    'refundedMinor',
    'captureBefore',
  ),
  intent: pick(
    paymentIntentTable,
    'id',
    'attempt',
    'status',
    'amountMinor',
    'pspIntentId',
    'declineCode',
    'declineMessage',
    'nextAction',
    'createdAt',
  ),
};

/** The whole order `o` in one statement, for a consistent view; $2 and $3 are the caller's token hash and account. */
export const SELECT_ORDER = `
SELECT ${IS_OWN} AS is_own, ${selectList(viewed.order, 'o')},
  (SELECT json_agg(${SELLER_ORDER} ORDER BY so.id) FROM seller_order so JOIN seller s ON s.id = so.seller_id WHERE so.order_id = o.id) AS "sellerOrders",
  json_build_object(
    ${members(viewed.payment, 'p')},
    'intents', (SELECT json_agg(json_build_object(
       ${members(viewed.intent, 'i')}, 'clientSecret', CASE WHEN ${IS_OWN} THEN i.client_secret END) ORDER BY i.attempt)
       FROM payment_intent i WHERE i.payment_id = p.id AND i.primary_intent_id IS NULL)
  ) AS payment,
  (SELECT json_build_object('reason', c.reason, 'by', c.canceled_by, 'canceledAt', c.canceled_at) FROM order_cancellation c WHERE c.order_id = o.id) AS cancellation
FROM orders o JOIN payment p ON p.order_id = o.id
`;
