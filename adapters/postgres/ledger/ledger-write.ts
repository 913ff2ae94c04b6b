import { SETTLEMENT_DELAY_MS } from '../../../core/ledger/settlement.js';
import type { NewLedgerEntry } from '../../../core/ledger/ledger-entry.js';
import { recipes } from '../../../core/ledger/recipes.js';
import { balanceChanges } from '../../../core/ledger/seller-balance.js';
import type { Cause } from '../../../core/shared/cause.js';
import type { OrderId, PaymentId, PspStepId } from '../../../core/shared/ids.js';
import { newId } from '../../../core/shared/ids.js';
import { toJson } from '../database/json.js';
import { writtenRows } from '../database/table-rows.js';
import { insertRows, insertSelect } from '../database/table-sql.js';
import { outboxEventTable } from '../outbox/outbox-event-table.js';
import { ledgerEntryTable } from './ledger-entry-table.js';
import { ledgerPostingTable } from './ledger-posting-table.js';
import { pendingFundTable } from './pending-fund-table.js';

/**
 * Parts of a statement that post entries and change seller balances. Seller rows are locked in id order, and a seller's
 * event sequence is assigned under that lock. `books` is the parameter built by `ledgerJson`.
 */
export function postEntries(books: string): string {
  return `
entries AS (
  ${insertRows(ledgerEntryTable, `${books}::jsonb->'entries'`)}
), posted AS (
  ${insertRows(ledgerPostingTable, `${books}::jsonb->'postings'`)}
), funded AS (
  ${insertRows(pendingFundTable, `${books}::jsonb->'funds'`)}
), changes AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(${books}::jsonb->'changes') AS r (nth bigint, seller_id text, currency text, pending bigint, available bigint, event_id text, order_id text)
), ${changeBalances(ADD_TO_BALANCES)}`;
}

/** Adds to balances; a seller's first amount in a currency creates the row. */
const ADD_TO_BALANCES = `
  INSERT INTO seller_balance AS b (seller_id, currency, pending_minor, available_minor)
  SELECT seller_id, currency, pending, available FROM sums ORDER BY seller_id, currency
  ON CONFLICT (seller_id, currency) DO UPDATE SET pending_minor = b.pending_minor + excluded.pending_minor,
    available_minor = b.available_minor + excluded.available_minor, updated_at = now()`;

/** Updates existing balances only: an upsert with a negative pending amount would fail its CHECK before the conflict. */
export const MOVE_BALANCES = `
  UPDATE seller_balance b SET pending_minor = b.pending_minor + c.pending, available_minor = b.available_minor + c.available, updated_at = now()
  FROM sums c WHERE b.seller_id = c.seller_id AND b.currency = c.currency`;

const BALANCE_CHANGED = `jsonb_build_object(
    'sellerId', seller_id, 'currency', currency, 'pendingMinor', (b.pending_minor - c.pending_later)::text, 'availableMinor', (b.available_minor - c.available_later)::text,
    'pendingChangeMinor', c.pending::text, 'availableChangeMinor', c.available::text, 'orderId', c.order_id)`;

/**
 * Part of a statement: changes seller balances by `changes` (nth, seller_id, currency, pending, available, event_id,
 * order_id) and emits an event for each in order of `nth`. The balance after a change is the final one minus later
 * changes.
 */
export function changeBalances(how: string): string {
  return `sellers AS (
  INSERT INTO seller_books AS b (seller_id, event_sequence) SELECT seller_id, count(*) FROM changes GROUP BY seller_id ORDER BY seller_id
  ON CONFLICT (seller_id) DO UPDATE SET event_sequence = b.event_sequence + excluded.event_sequence RETURNING b.seller_id, b.event_sequence
), sums AS (
  SELECT seller_id, currency, sum(pending)::bigint AS pending, sum(available)::bigint AS available
  FROM sellers JOIN changes USING (seller_id) GROUP BY seller_id, currency
), balanced AS (${how}
  RETURNING b.seller_id, b.currency, b.pending_minor, b.available_minor
), notified_sellers AS (
  ${insertSelect(outboxEventTable, {
    ...{
      id: 'c.event_id',
      topic: `'splitcart.sellers.v1'`,
      aggregateType: `'seller'`,
      aggregateId: 'seller_id',
    },
    ...{ sequence: 's.event_sequence - c.later', type: `'SellerBalanceChanged'`, data: BALANCE_CHANGED },
  })}
  FROM (SELECT *, count(*) OVER (PARTITION BY seller_id ORDER BY nth DESC) - 1 AS later,
          sum(pending) OVER (PARTITION BY seller_id, currency ORDER BY nth DESC) - pending AS pending_later,
          sum(available) OVER (PARTITION BY seller_id, currency ORDER BY nth DESC) - available AS available_later
        FROM changes) c
  JOIN balanced b USING (seller_id, currency) JOIN sellers s USING (seller_id)
  ORDER BY seller_id, c.nth
)`;
}

/** The entries of a decision, its order, and who and what caused them. */
export type LedgerWrite = Readonly<{
  orderId: OrderId;
  paymentId: PaymentId;
  stepId: PspStepId | null;
  by: Cause;
  entries: readonly NewLedgerEntry[];
}>;

/** The value of the parameter `books`. */
export function ledgerJson(writes: readonly LedgerWrite[]): string {
  const written = writes.flatMap(({ entries, by, ...references }) =>
    entries.map(({ key: businessKey, ...entry }) => ({
      ...{ id: newId('ent'), businessKey, actor: by.actor, cause: by.cause },
      ...references,
      ...entry,
    })),
  );
  const postings = written.flatMap(({ id: entryId, fact, postings: lines }) =>
    lines.map((line, index) => ({ ...line, entryId, fact, nth: index + 1 })),
  );
  const changes = writes.flatMap(({ orderId, entries }) =>
    balanceChanges(entries).map((change) => ({ orderId, ...change })),
  );
  return toJson({
    entries: writtenRows(ledgerEntryTable, written),
    postings: writtenRows(ledgerPostingTable, postings),
    funds: writtenRows(
      pendingFundTable,
      postings.flatMap(({ sellerId, ...posting }) =>
        sellerId !== null && recipes[posting.fact].funds === 'PENDING'
          ? [{ ...posting, sellerId, availableInMs: BigInt(SETTLEMENT_DELAY_MS) }]
          : [],
      ),
    ),
    changes: changes.map(({ sellerId, currency, pendingMinor, availableMinor, orderId }, nth) => ({
      ...{ nth, seller_id: sellerId, currency, pending: pendingMinor, available: availableMinor },
      ...{ event_id: newId('evt'), order_id: orderId },
    })),
  });
}
