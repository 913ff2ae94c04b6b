import type { Rule } from './rule.js';

const TOTALS = `
SELECT p.id AS subject, format('%s authorized of %s, %s captured, %s refunded; its payment orders have %s captured, %s refunded',
  p.authorized_minor, p.amount_minor, p.captured_minor, p.refunded_minor, s.captured, s.refunded) AS what
FROM payment p CROSS JOIN LATERAL (
  SELECT coalesce(sum(captured_minor), 0) AS captured, coalesce(sum(refunded_minor), 0) AS refunded FROM payment_order WHERE payment_id = p.id) s
WHERE p.authorized_minor > p.amount_minor OR p.captured_minor > p.authorized_minor OR p.refunded_minor > p.captured_minor
  OR p.captured_minor <> s.captured OR p.refunded_minor <> s.refunded`;

const PAYMENT_ORDERS = `
SELECT id AS subject, format('%s captured of %s, %s refunded', captured_minor, amount_minor, refunded_minor) AS what
FROM payment_order WHERE captured_minor > amount_minor OR refunded_minor > captured_minor`;

const SELLER_ORDERS = `
SELECT so.id AS subject, format('%s captured and %s refunded by its payment orders, but %s and %s recorded on itself, of %s in total',
  s.captured, s.refunded, so.captured_minor, so.refunded_minor, so.total_minor) AS what
FROM seller_order so CROSS JOIN LATERAL (
  SELECT coalesce(sum(captured_minor), 0) AS captured, coalesce(sum(refunded_minor), 0) AS refunded FROM payment_order WHERE seller_order_id = so.id) s
WHERE s.captured <> so.captured_minor OR s.refunded <> so.refunded_minor OR so.captured_minor > so.total_minor`;

/** The ledger's open authorization equals what is neither captured nor voided; zero once all payment orders are settled. */
const AUTHORIZATIONS = `
SELECT p.id AS subject, format('%s authorized, %s captured, %s voided or open, but the ledger has %s as authorized', p.authorized_minor,
  p.captured_minor, p.authorized_minor - p.captured_minor, b.posted) AS what
FROM payment p
CROSS JOIN LATERAL (SELECT coalesce(sum(CASE side WHEN 'DR' THEN l.amount_minor ELSE -l.amount_minor END), 0) AS posted
  FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id WHERE e.order_id = p.order_id AND e.payment_id = p.id AND l.account = 'auth_hold') b
CROSS JOIN LATERAL (SELECT coalesce(sum(amount_minor) FILTER (WHERE status IN ('INITIATED_PENDING','CAPTURE_REQUESTED','PENDING_CAPTURE','CAPTURE_FAILED')), 0) AS open
  FROM payment_order WHERE payment_id = p.id) o
WHERE p.authorized_minor > 0 AND b.posted <> o.open`;

/** A payment's authorized amount is the sum over the intents of one attempt: all of them or none. */
const INTENTS = `
SELECT p.id AS subject, format('%s authorized, but its intents authorized %s', p.authorized_minor, a.total) AS what
FROM payment p CROSS JOIN LATERAL (SELECT coalesce(sum(amount_minor), 0) AS total FROM payment_intent i
  WHERE i.payment_id = p.id AND i.authorization_state IN ('OPEN', 'CLOSING', 'CLOSED')) a
WHERE p.authorized_minor <> a.total`;

const UNPOSTED = `
SELECT po.id AS subject, format('captured %s, but %s is posted', po.captured_minor, coalesce(b.posted, 0)) AS what
FROM payment_order po
LEFT JOIN LATERAL (SELECT sum(l.amount_minor) AS posted FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'psp_clearing'
  WHERE e.business_key = 'captured:' || po.id) b ON true
WHERE po.captured_minor <> coalesce(b.posted, 0)`;

export const moneyRule: Rule = {
  name: 'G2',
  title:
    'Captured is at most authorized, refunded at most captured; in the end captures plus voids equal the authorization',
  checked: 'SELECT (SELECT count(*) FROM payment) + (SELECT count(*) FROM payment_order) AS checked',
  violations: [TOTALS, PAYMENT_ORDERS, SELLER_ORDERS, AUTHORIZATIONS, INTENTS, UNPOSTED].map((sql) => ({
    sql,
  })),
};
