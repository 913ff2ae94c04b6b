import type { Rule } from './rule.js';
import { UNOWNED_AFTER } from './rule.js';

const STRANDED_STEPS = `
SELECT id AS subject, format('%s has been %s since %s and no worker runs it', kind, state, coalesce(lease_until, run_at)) AS what
FROM psp_step
WHERE state IN ('DUE', 'LEASED') AND coalesce(lease_until, run_at) < now() - ${UNOWNED_AFTER} AND coalesce(dispatched_at, run_at) < now() - ${UNOWNED_AFTER}`;

const UNFINISHED = `SELECT FROM psp_step s WHERE s.state IN ('DUE', 'LEASED', 'NEEDS_ATTENTION')`;

const INTENTS = `
SELECT i.id AS subject, format('is %s and has no pending step', i.status) AS what FROM payment_intent i
WHERE i.status IN ('CREATED_PENDING', 'PENDING_AUTH') AND i.created_at < now() - ${UNOWNED_AFTER}
  AND NOT EXISTS (${UNFINISHED} AND s.subject_id = i.order_id AND s.params->>'intentId' = i.id)`;

/** Authorizations of an attempt that is undecided or abandoned. */
const UNOWNED_AUTHORIZATIONS = `
SELECT i.id AS subject, format('has an authorization in %s and no step to resolve it', i.authorization_state) AS what FROM payment_intent i
WHERE (i.authorization_state = 'PENDING_SIBLINGS' AND NOT EXISTS (${UNFINISHED} AND s.subject_id = i.order_id AND s.kind IN ('AUTHORIZE', 'RETRIEVE')))
  OR (i.authorization_state = 'ABANDONED' AND NOT EXISTS (SELECT FROM psp_step s WHERE s.subject_id = i.order_id AND s.params->>'intentId' = i.id AND s.kind = 'CANCEL'))`;

const PAYMENT_ORDERS = `
SELECT po.id AS subject, format('is %s and has no pending step', po.status) AS what FROM payment_order po
WHERE po.status IN ('CAPTURE_REQUESTED', 'PENDING_CAPTURE')
  AND NOT EXISTS (${UNFINISHED} AND s.subject_id = po.order_id AND s.kind IN ('CAPTURE', 'RELEASE', 'CANCEL', 'RETRIEVE'))`;

const LOST_PAYMENT_ORDERS = `
SELECT po.id AS subject, 'awaits capture, but has no open authorization' AS what
FROM payment_order po WHERE po.status = 'INITIATED_PENDING' AND NOT EXISTS (SELECT FROM payment_intent i WHERE i.payment_id = po.payment_id
  AND i.authorization_state IN ('OPEN', 'CLOSING') AND (i.seller_order_id IS NULL OR i.seller_order_id = po.seller_order_id))`;

const OVERDUE_ORDERS = `
SELECT o.id AS subject, format('should have expired at %s', o.expires_at) AS what FROM orders o
WHERE o.status = 'PENDING_PAYMENT' AND o.expires_at < now() - ${UNOWNED_AFTER}
  AND NOT EXISTS (SELECT FROM payment p JOIN payment_intent i ON i.payment_id = p.id WHERE p.order_id = o.id AND i.status = 'PENDING_AUTH')`;

const UNNOTICED_AUTHORIZATIONS = `
SELECT p.id AS subject, format('its authorization expires at %s and nothing was done about it', p.capture_before) AS what FROM payment p
WHERE p.authorization_state = 'OPEN' AND p.capture_before < now() + interval '23 hours' AND p.expiry_acted_at IS NULL`;

/** Money whose refund the PSP rejected is left out: the failed refund is reported to operators. */
const UNREFUNDED = `
SELECT po.id AS subject, format('is %s in a canceled order, and %s is not being refunded', po.status, po.captured_minor - po.refunded_minor - po.refunding_minor) AS what
FROM payment_order po JOIN orders o ON o.id = po.order_id WHERE o.status = 'CANCELED' AND (po.status IN ('INITIATED_PENDING', 'CAPTURE_FAILED')
  OR po.captured_minor - po.refunded_minor - po.refunding_minor > (
    SELECT coalesce(sum(amount_minor), 0) FROM refund r WHERE r.payment_order_id = po.id AND r.status = 'FAILED' AND r.reason = 'ORDER_CANCELED'))`;

const OVERDUE_FUNDS = `
SELECT entry_id AS subject, format('should have been available since %s', available_at) AS what FROM pending_fund
WHERE available_at < now() - interval '10 minutes'`;

export const ownerRule: Rule = {
  name: 'G5',
  title: 'All pending work has an owner, and no authorization expires unnoticed',
  checked: `SELECT (SELECT count(*) FROM psp_step WHERE state IN ('DUE', 'LEASED')) + (SELECT count(*) FROM payment_intent WHERE status IN ('CREATED_PENDING', 'PENDING_AUTH'))
  + (SELECT count(*) FROM payment_order WHERE status IN ('INITIATED_PENDING', 'CAPTURE_REQUESTED', 'PENDING_CAPTURE'))
  + (SELECT count(*) FROM orders WHERE status = 'PENDING_PAYMENT') + (SELECT count(*) FROM pending_fund) AS checked`,
  violations: [
    STRANDED_STEPS,
    INTENTS,
    UNOWNED_AUTHORIZATIONS,
    PAYMENT_ORDERS,
    LOST_PAYMENT_ORDERS,
    UNREFUNDED,
    OVERDUE_ORDERS,
    UNNOTICED_AUTHORIZATIONS,
    OVERDUE_FUNDS,
  ].map((sql) => ({ sql })),
};
