import { SETTLEMENT_DELAY_MS } from '../../core/ledger/settlement.js';
import type { NewLedgerEntry } from '../../core/ledger/ledger-entry.js';
import { recipes } from '../../core/ledger/recipes.js';
import { balanceChanges } from '../../core/ledger/seller-balance.js';
import { newId } from '../../core/shared/ids.js';
import { toJson } from './json.js';

/**
 * Parts of a statement that books entries and moves the balances of their sellers. The rows of several sellers are
 * locked in the order of their ids; the sequence of a seller's events is assigned under that lock.
 * Parameters, by name: the books (`ledgerJson`), order, payment, step, actor and cause.
 */
export function bookEntries(at: LedgerParameters): string {
  return `
booked AS (
  INSERT INTO ledger_entry (id, business_key, fact, order_id, payment_id, payment_order_id, step_id, actor, cause)
  SELECT id, key, fact, ${at.order}, ${at.payment}, payment_order_id, ${at.step}, ${at.actor}, ${at.cause}
  FROM jsonb_to_recordset(${at.books}::jsonb->'entries') AS r (id text, key text, fact text, payment_order_id text)
), posted AS (
  INSERT INTO ledger_posting (entry_id, nth, account, seller_id, currency, amount_minor, side)
  SELECT entry_id, nth, account, seller_id, currency, amount, side
  FROM jsonb_to_recordset(${at.books}::jsonb->'postings') AS r (entry_id text, nth int, account text, seller_id text, currency text, amount bigint, side text)
), funded AS (
  INSERT INTO pending_fund (entry_id, seller_id, currency, amount_minor, available_at)
  SELECT entry_id, seller_id, currency, amount, now() + available_in_ms * interval '1 millisecond'
  FROM jsonb_to_recordset(${at.books}::jsonb->'funds') AS r (entry_id text, seller_id text, currency text, amount bigint, available_in_ms bigint)
), changes AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(${at.books}::jsonb->'changes') AS r (seller_id text, currency text, pending bigint, available bigint, event_id text)
), ${changeBalances(ADD_TO_BALANCES, at.order)}`;
}

/** Adds to balances; a seller's first amount in a currency makes its row. */
const ADD_TO_BALANCES = `
  INSERT INTO seller_balance AS b (seller_id, currency, pending_minor, available_minor)
  SELECT seller_id, c.currency, c.pending, c.available FROM sellers JOIN changes c USING (seller_id) ORDER BY seller_id
  ON CONFLICT (seller_id, currency) DO UPDATE SET pending_minor = b.pending_minor + excluded.pending_minor,
    available_minor = b.available_minor + excluded.available_minor, updated_at = now()`;

/** Within balances that exist: an INSERT of less pending than nothing would be refused before it is seen to be a change. */
export const MOVE_BALANCES = `
  UPDATE seller_balance b SET pending_minor = b.pending_minor + c.pending, available_minor = b.available_minor + c.available, updated_at = now()
  FROM sellers JOIN changes c USING (seller_id) WHERE b.seller_id = sellers.seller_id AND b.currency = c.currency`;

/**
 * Changes sellers' balances by `changes` (seller_id, currency, pending, available, event_id; one currency per seller) and
 * tells it. A part of a statement.
 */
export function changeBalances(how: string, order: string): string {
  return `sellers AS (
  INSERT INTO seller_books AS b (seller_id, event_sequence) SELECT seller_id, 1 FROM changes ORDER BY seller_id
  ON CONFLICT (seller_id) DO UPDATE SET event_sequence = b.event_sequence + 1 RETURNING b.seller_id, b.event_sequence
), balanced AS (${how}
  RETURNING b.seller_id, b.currency, b.pending_minor, b.available_minor
), told_sellers AS (
  INSERT INTO outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data)
  SELECT c.event_id, 'splitcart.sellers.v1', 'seller', seller_id, s.event_sequence, 'SellerBalanceChanged', jsonb_build_object(
    'sellerId', seller_id, 'currency', b.currency, 'pendingMinor', b.pending_minor::text, 'availableMinor', b.available_minor::text,
    'pendingChangeMinor', c.pending::text, 'availableChangeMinor', c.available::text, 'orderId', ${order}::text)
  FROM balanced b JOIN sellers s USING (seller_id) JOIN changes c USING (seller_id)
)`;
}

type LedgerParameters = Readonly<Record<'books' | 'order' | 'payment' | 'step' | 'actor' | 'cause', string>>;

/** The value of the parameter `books`. */
export function ledgerJson(entries: readonly NewLedgerEntry[]): string {
  const booked = entries.map((entry) => ({ id: newId('ent'), ...entry }));
  const postings = booked.flatMap(({ id, fact, postings: lines }) =>
    lines.map(({ sellerId, amountMinor, ...line }, index) => ({
      ...line,
      entry_id: id,
      fact,
      nth: index + 1,
      seller_id: sellerId,
      amount: amountMinor,
    })),
  );
  return toJson({
    entries: booked.map(({ id, key, fact, paymentOrderId }) => ({
      id,
      key,
      fact,
      payment_order_id: paymentOrderId,
    })),
    postings,
    funds: postings
      .filter(({ seller_id, fact }) => seller_id !== null && recipes[fact].funds === 'PENDING')
      .map((posting) => ({ ...posting, available_in_ms: SETTLEMENT_DELAY_MS })),
    changes: balanceChanges(entries).map(({ sellerId, currency, pendingMinor, availableMinor }) => ({
      seller_id: sellerId,
      currency,
      pending: pendingMinor,
      available: availableMinor,
      event_id: newId('evt'),
    })),
  });
}
