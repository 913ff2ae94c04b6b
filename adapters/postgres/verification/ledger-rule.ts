import type { Rule } from './rule.js';

const SIGNED = `CASE side WHEN 'DR' THEN amount_minor ELSE -amount_minor END`;

const UNBALANCED = `
SELECT entry_id AS subject, format('sums to %s in %s', sum(${SIGNED}), currency) AS what
FROM ledger_posting GROUP BY entry_id, currency HAVING sum(${SIGNED}) <> 0`;

const EMPTY = `
SELECT id AS subject, 'has no postings' AS what FROM ledger_entry e
WHERE NOT EXISTS (SELECT FROM ledger_posting p WHERE p.entry_id = e.id)`;

const BALANCE = `
SELECT coalesce(b.seller_id, p.seller_id) AS subject,
  format('has %s pending and %s available in %s, but their postings sum to %s and %s is scheduled', coalesce(b.pending_minor, 0),
    coalesce(b.available_minor, 0), coalesce(b.currency, p.currency), coalesce(p.total, 0), coalesce(f.total, 0)) AS what
FROM seller_balance b
FULL JOIN (SELECT seller_id, currency, -sum(${SIGNED}) AS total FROM ledger_posting WHERE seller_id IS NOT NULL GROUP BY seller_id, currency) p
  ON p.seller_id = b.seller_id AND p.currency = b.currency
LEFT JOIN (SELECT seller_id, currency, sum(amount_minor) AS total FROM pending_fund GROUP BY seller_id, currency) f
  ON f.seller_id = b.seller_id AND f.currency = b.currency
WHERE coalesce(b.pending_minor + b.available_minor, 0) <> coalesce(p.total, 0) OR coalesce(b.pending_minor, 0) <> coalesce(f.total, 0)`;

const SNAPSHOT = `
SELECT s.account AS subject, format('the snapshot of %s has %s and %s in %s, but the postings before it sum to %s and %s', s.through, s.debit_minor,
  s.credit_minor, s.currency, p.debit, p.credit) AS what
FROM ledger_snapshot s CROSS JOIN LATERAL (
  SELECT coalesce(sum(amount_minor) FILTER (WHERE side = 'DR'), 0) AS debit, coalesce(sum(amount_minor) FILTER (WHERE side = 'CR'), 0) AS credit
  FROM ledger_posting WHERE account = s.account AND currency = s.currency AND posted_at < s.through) p
WHERE s.through = (SELECT max(through) FROM ledger_snapshot) AND (p.debit, p.credit) <> (s.debit_minor, s.credit_minor)`;

const GUARDS = `
SELECT wanted.name AS subject, 'the trigger is missing or disabled' AS what
FROM (VALUES ('ledger_entry', 'ledger_entry_sums_to_zero'), ('ledger_posting', 'ledger_posting_sums_to_zero'),
  ('ledger_entry', 'ledger_entry_is_immutable'), ('ledger_posting', 'ledger_posting_is_immutable'), ('ledger_snapshot', 'ledger_snapshot_is_immutable')) AS wanted (relation, name)
WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = wanted.relation::regclass AND t.tgname = wanted.name AND t.tgenabled IN ('O', 'A'))`;

/** The statement runs as the servers' database user. */
const RIGHTS = `
SELECT relation AS subject, format('%s may update or delete its rows', current_user) AS what
FROM (VALUES ('ledger_entry'), ('ledger_posting'), ('ledger_snapshot')) AS ledger (relation)
WHERE has_table_privilege(relation, 'UPDATE') OR has_table_privilege(relation, 'DELETE') OR has_table_privilege(relation, 'TRUNCATE')`;

export const ledgerRule: Rule = {
  name: 'G1',
  title: 'Every entry sums to zero and cannot be changed; a seller’s balance is the sum of their postings',
  checked: 'SELECT count(*) AS checked FROM ledger_entry',
  violations: [UNBALANCED, EMPTY, BALANCE, SNAPSHOT, GUARDS, RIGHTS].map((sql) => ({ sql })),
};
