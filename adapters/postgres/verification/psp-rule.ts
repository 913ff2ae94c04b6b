import type { Rule } from './rule.js';

/** A copy of the PSP's journal for the duration of the check; it is dropped with the connection. */
export const CREATE_PSP_JOURNAL = `
CREATE TEMPORARY TABLE psp_journal (kind text, psp_intent_id text, amount_minor bigint, key text, intent_id text)`;
export const COPY_PSP_JOURNAL = `
INSERT INTO psp_journal (kind, psp_intent_id, amount_minor, key, intent_id)
SELECT kind, psp_intent_id, amount, key, intent_id
FROM jsonb_to_recordset($1) AS r (kind text, psp_intent_id text, amount bigint, key text, intent_id text)`;

const KEY_TWICE = `
SELECT key AS subject, format('the PSP captured %s times under this key', count(*)) AS what
FROM psp_journal WHERE kind = 'capture' AND amount_minor > 0 AND key IS NOT NULL GROUP BY key HAVING count(*) > 1`;

const PAYMENT_ORDER_TWICE = `
SELECT payment_order_id AS subject, format('the PSP captured this payment order under %s keys', count(DISTINCT key)) AS what
FROM (SELECT substring(key FROM '^cap_(po_[0-9a-z]{26})_') AS payment_order_id, key FROM psp_journal WHERE kind = 'capture' AND amount_minor > 0) captured
WHERE payment_order_id IS NOT NULL GROUP BY payment_order_id HAVING count(DISTINCT key) > 1`;

const ABOVE_AUTHORIZED = `
SELECT i.id AS subject, format('the PSP captured %s of an authorization of %s', j.captured, i.amount_minor) AS what
FROM payment_intent i JOIN (SELECT psp_intent_id, sum(amount_minor) AS captured FROM psp_journal WHERE kind = 'capture' GROUP BY psp_intent_id) j
  ON j.psp_intent_id = i.psp_intent_id WHERE j.captured > i.amount_minor`;

const TWO_INTENTS = `
SELECT intent_id AS subject, format('%s PSP intents were authorized for one attempt', count(DISTINCT psp_intent_id)) AS what
FROM psp_journal WHERE kind = 'authorize' AND intent_id IS NOT NULL GROUP BY intent_id HAVING count(DISTINCT psp_intent_id) > 1`;

/** A payment order must be captured from the intent that covers it: the order's, or its seller's own. */
const OTHER_AUTHORIZATION = `
SELECT po.id AS subject, format('was captured from %s, which does not cover it', j.psp_intent_id) AS what
FROM psp_journal j JOIN payment_order po ON po.id = substring(j.key FROM '^cap_(po_[0-9a-z]{26})_')
LEFT JOIN payment_intent i ON i.psp_intent_id = j.psp_intent_id
WHERE j.kind = 'capture' AND j.amount_minor > 0 AND (i.payment_id IS DISTINCT FROM po.payment_id OR i.seller_order_id <> po.seller_order_id)`;

/** Only payments without running or recent steps: the journal is read before the snapshot is taken. */
const OTHER_SUM = `
SELECT p.id AS subject, format('the PSP captured %s, we recorded %s', coalesce(j.captured, 0), p.captured_minor) AS what
FROM payment p LEFT JOIN LATERAL (SELECT sum(m.amount_minor) AS captured FROM payment_intent i JOIN psp_journal m ON m.psp_intent_id = i.psp_intent_id
  WHERE i.payment_id = p.id AND m.kind = 'capture') j ON true
WHERE coalesce(j.captured, 0) <> p.captured_minor
  AND NOT EXISTS (SELECT FROM psp_step s WHERE s.subject_id = p.order_id AND (s.state <> 'SUCCEEDED' OR s.updated_at > now() - interval '1 minute'))`;

export const pspRule: Rule = {
  name: 'G3',
  title: 'The PSP’s journal has at most one capture per payment order and one live intent per attempt',
  checked: 'SELECT count(*) AS checked FROM psp_journal',
  violations: [
    KEY_TWICE,
    PAYMENT_ORDER_TWICE,
    ABOVE_AUTHORIZED,
    TWO_INTENTS,
    OTHER_AUTHORIZATION,
    OTHER_SUM,
  ].map((sql) => ({
    sql,
  })),
};
