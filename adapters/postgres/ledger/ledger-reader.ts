import type { Pool } from 'pg';

import type { LedgerReader, SellerBalance } from '../../../core/ledger/ports.js';
import type { StoredRow } from '../database/table.js';
import { omit } from '../database/table.js';
import { decode } from '../database/table-rows.js';
import { members, selectList } from '../database/table-sql.js';
import { sellerBalanceTable } from './seller-balance-table.js';
import type { EntryRow, PostingRow } from './ledger-rows.js';
import { entry, entryFrom, posting, postingFrom } from './ledger-rows.js';
import type { StatementRow, TransactionRow, TrialRow } from './ledger-rows.js';
import { statementFrom, transactionFrom, trialLineFrom } from './ledger-rows.js';

const balance = omit(sellerBalanceTable, 'sellerId');

const BALANCES = `
SELECT ${selectList(sellerBalanceTable, 'b')} FROM seller_balance b WHERE seller_id = ANY($1) ORDER BY currency`;

const ENTRY = `${selectList(entry, 'e')}, o.number AS "orderNumber"`;

/** The signed change of a posting to a seller's account: credits increase it. */
const SIGNED = `CASE p.side WHEN 'CR' THEN p.amount_minor ELSE -p.amount_minor END`;

const TRANSACTIONS = `
SELECT ${ENTRY}, p.currency, ${SIGNED} AS "amountMinor", f.available_at AS "pendingUntil"
FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id LEFT JOIN orders o ON o.id = e.order_id
  LEFT JOIN pending_fund f ON f.entry_id = p.entry_id AND f.seller_id = p.seller_id
WHERE p.seller_id = $1 AND ($2::text IS NULL OR p.entry_id < $2) ORDER BY p.entry_id DESC LIMIT $3`;

const STATEMENT = `
WITH moved AS (
  SELECT e.fact, p.posted_at >= $3 AS is_inside, ${SIGNED} AS amount
  FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id WHERE p.seller_id = $1 AND p.currency = $2 AND p.posted_at < $4
)
SELECT (SELECT coalesce(sum(amount), 0)::text FROM moved WHERE NOT is_inside) AS opening,
  (SELECT coalesce(sum(amount), 0)::text FROM moved) AS closing,
  (SELECT coalesce(json_agg(json_build_object('fact', fact, 'entries', entries, 'amountMinor', amount) ORDER BY fact), '[]')
   FROM (SELECT fact, count(*) AS entries, sum(amount)::text AS amount FROM moved WHERE is_inside GROUP BY fact) t) AS totals`;

const TRIAL_BALANCE = `
WITH last AS (
  SELECT coalesce(max(through), '-infinity') AS through FROM ledger_snapshot
), sums AS (
  SELECT account, currency, debit_minor AS debit, credit_minor AS credit FROM ledger_snapshot JOIN last USING (through)
  UNION ALL
  SELECT account, currency, sum(amount_minor) FILTER (WHERE side = 'DR'), sum(amount_minor) FILTER (WHERE side = 'CR')
  FROM ledger_posting WHERE posted_at >= (SELECT through FROM last) GROUP BY account, currency
)
SELECT a.code AS account, a.normal_side, s.currency, sum(s.debit) AS debit, sum(s.credit) AS credit
FROM sums s JOIN ledger_account a ON a.code = s.account GROUP BY a.code, s.currency ORDER BY s.currency, a.code`;

const JOURNAL = `
SELECT ${ENTRY}, (
  SELECT json_agg(json_build_object(${members(posting, 'p')}) ORDER BY p.nth)
  FROM ledger_posting p WHERE p.entry_id = e.id) AS postings
FROM ledger_entry e LEFT JOIN orders o ON o.id = e.order_id
WHERE ($1::text IS NULL OR e.id < $1) AND ($2::text IS NULL OR e.fact = $2) AND ($3::text IS NULL OR e.order_id = $3)
  AND ($4::text IS NULL OR EXISTS (SELECT FROM ledger_posting p WHERE p.entry_id = e.id AND p.account = $4))
  AND ($5::text IS NULL OR EXISTS (SELECT FROM ledger_posting p WHERE p.entry_id = e.id AND p.seller_id = $5))
ORDER BY e.id DESC LIMIT $6`;

type BalanceRow = StoredRow<typeof sellerBalanceTable>;

/** Reads the ledger from Postgres. */
export function createLedgerReader(pool: Pool): LedgerReader {
  return {
    async balances(sellerIds) {
      const query = { name: 'seller-balances', text: BALANCES, values: [sellerIds] };
      const { rows } = await pool.query<BalanceRow>(query);
      return sellerIds.map((id) => rows.filter(({ sellerId }) => sellerId === id).map(balanceFrom));
    },
    async transactions(sellerId, { first, after }) {
      const query = { name: 'seller-transactions', text: TRANSACTIONS, values: [sellerId, after, first + 1] };
      const { rows } = await pool.query<TransactionRow>(query);
      return { nodes: rows.slice(0, first).map(transactionFrom), hasNextPage: rows.length > first };
    },
    async statement(sellerId, currency, { from, to }) {
      const query = { name: 'seller-statement', text: STATEMENT, values: [sellerId, currency, from, to] };
      const { rows } = await pool.query<StatementRow>(query);
      return { currency, from, to, ...statementFrom(rows[0]) };
    },
    async trialBalance() {
      const { rows } = await pool.query<TrialRow>({ name: 'ledger-trial-balance', text: TRIAL_BALANCE });
      return rows.map(trialLineFrom);
    },
    async journal({ fact, orderId, account, sellerId }, { first, after }) {
      const values = [after, fact, orderId, account, sellerId, first + 1];
      const query = { name: 'ledger-journal', text: JOURNAL, values };
      const { rows } = await pool.query<EntryRow & { postings: readonly PostingRow[] }>(query);
      const nodes = rows
        .slice(0, first)
        .map((row) => ({ ...entryFrom(row), postings: row.postings.map(postingFrom) }));
      return { nodes, hasNextPage: rows.length > first };
    },
  };
}

const balanceFrom = (row: BalanceRow): SellerBalance => decode(balance, row);
