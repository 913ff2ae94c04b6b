import { IS_OWN } from './order-access-sql.js';
import { SELLER_ORDER } from '../fulfilment/seller-order-sql.js';

/** The whole order `o` in one statement, so that what a person sees together was true together; $2 and $3 are the reader's keys. */
export const SELECT_ORDER = `
SELECT ${IS_OWN} AS is_own, o.id, o.number, o.status, o.version, o.email, o.ship_to, o.currency, o.subtotal_minor, o.shipping_minor, o.tax_minor, o.tax_included_minor, o.total_minor, o.placed_at, o.expires_at,
  (SELECT json_agg(${SELLER_ORDER} ORDER BY so.id) FROM seller_order so JOIN seller s ON s.id = so.seller_id WHERE so.order_id = o.id) AS seller_orders,
  json_build_object(
    'id', p.id, 'status', p.status, 'version', p.version, 'amountMinor', p.amount_minor::text, 'authorizedMinor', p.authorized_minor::text,
    'capturedMinor', p.captured_minor::text, 'refundedMinor', p.refunded_minor::text, 'captureBefore', p.capture_before,
    'intents', (SELECT json_agg(json_build_object(
       'id', i.id, 'attempt', i.attempt, 'status', i.status, 'amountMinor', i.amount_minor::text, 'clientSecret', CASE WHEN ${IS_OWN} THEN i.client_secret END,
       'pspIntentId', i.psp_intent_id, 'declineCode', i.decline_code, 'declineMessage', i.decline_message, 'nextAction', i.next_action,
       'createdAt', i.created_at) ORDER BY i.attempt) FROM payment_intent i WHERE i.payment_id = p.id AND i.lead_id IS NULL)
  ) AS payment,
  (SELECT json_build_object('reason', c.reason, 'by', c.canceled_by, 'canceledAt', c.canceled_at) FROM order_cancellation c WHERE c.order_id = o.id) AS cancellation
FROM orders o JOIN payment p ON p.order_id = o.id
`;
