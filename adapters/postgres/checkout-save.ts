import type { Checkout, CheckoutChange } from '../../core/payments/checkout.js';
import type { NewPaymentStep } from '../../core/payments/payment-step.js';
import type { CheckoutWrite, EndedStep } from '../../core/payments/ports.js';
import type { DomainEvent } from '../../core/shared/event-envelope.js';
import { newId } from '../../core/shared/ids.js';
import { scopeName } from './idempotency-store.js';
import { hashOf, toJson } from './json.js';
import { bookEntries, ledgerJson } from './ledger-write.js';
import { refundsJson, saveRefunds } from './refund-rows.js';
import { restock } from './restock-sql.js';
import { sellerBookColumns } from './seller-book-rows.js';

/**
 * Ends a step, but only for the holder of its lease. A step that a job runs is retried by that job at `run_at`. A try in
 * which the PSP was not called is taken back, and with the first one the moment from which the PSP remembers the key. A new
 * key begins both anew.
 */
export const END_STEP = `
  UPDATE payment_step SET state = e.state, psp_object = coalesce(e.psp_object, payment_step.psp_object), error = e.error,
    run_at = now() + coalesce(e.retry_in_ms, 0) * interval '1 millisecond',
    attempt = CASE WHEN e.psp_key IS NULL THEN attempt - e.uncounted ELSE 0 END, psp_key = coalesce(e.psp_key, payment_step.psp_key),
    first_called_at = CASE WHEN e.psp_key IS NULL AND attempt > e.uncounted THEN first_called_at END,
    lease_token = NULL, lease_until = NULL, updated_at = now()
  FROM jsonb_to_record($1) AS e (id text, lease_token text, state text, psp_object text, error text, retry_in_ms int, uncounted int, psp_key text)
  WHERE payment_step.id = e.id AND payment_step.lease_token = e.lease_token`;

/**
 * A whole decision in one statement. Sequences of events are taken from the aggregates' own counters, which this very
 * statement moves under the order's lock: no gap, no duplicate, and insertion order equals sequence order.
 */
export const SAVE_CHECKOUT = `
WITH ended AS (${END_STEP}
), ordered AS (
  UPDATE orders SET status = $3, expires_at = $19, version = version + 1, event_sequence = event_sequence + $4
  WHERE id = $2 RETURNING version, event_sequence - $4 AS base
), paid AS (
  UPDATE payment SET status = r.status, authorized_minor = r.authorized, captured_minor = r.captured, refunded_minor = r.refunded,
    capture_strategy = r.strategy, strategy_reason = r.strategy_reason, capture_before = r.capture_before, hold = r.hold, expiry_acted_at = r.expiry_acted_at,
    plan_reasons = r.plan_reasons, version = version + 1, event_sequence = event_sequence + $6
  FROM jsonb_to_record($5) AS r (id text, status text, authorized bigint, captured bigint, refunded bigint, strategy text, strategy_reason jsonb, capture_before timestamptz,
    hold text, expiry_acted_at timestamptz, plan_reasons jsonb)
  WHERE payment.id = r.id RETURNING event_sequence - $6 AS base
), attempts AS (
  INSERT INTO payment_intent (id, payment_id, order_id, attempt, seller_order_id, lead_id, status, amount_minor, psp_intent_id, client_secret, decline_code, decline_message, next_action,
    hold, multicapture, capture_before)
  SELECT id, payment_id, $2, attempt, seller_order_id, lead_id, status, amount, psp_intent_id, client_secret, decline_code, decline_message, next_action, hold, multicapture, capture_before
  FROM jsonb_to_recordset($7) AS r (id text, payment_id text, attempt int, seller_order_id text, lead_id text, status text, amount bigint, psp_intent_id text, client_secret text,
    decline_code text, decline_message text, next_action jsonb, hold text, multicapture boolean, capture_before timestamptz)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, psp_intent_id = excluded.psp_intent_id, client_secret = excluded.client_secret,
    decline_code = excluded.decline_code, decline_message = excluded.decline_message, next_action = excluded.next_action,
    hold = excluded.hold, multicapture = excluded.multicapture, capture_before = excluded.capture_before
), parts AS (
  UPDATE seller_order SET status = r.status, captured_minor = r.captured, captured_commission_minor = r.captured_commission, captured_tax_minor = r.captured_tax,
    refunded_minor = r.refunded, refunded_commission_minor = r.refunded_commission, refunded_tax_minor = r.refunded_tax
  FROM jsonb_to_recordset($8) AS r (id text, status text, captured bigint, captured_commission bigint, captured_tax bigint,
    refunded bigint, refunded_commission bigint, refunded_tax bigint) WHERE seller_order.id = r.id
), shares AS (
  INSERT INTO payment_order (id, payment_id, order_id, seller_order_id, seller_id, status, amount_minor, captured_minor, refunded_minor, attempts, failure_message, next_attempt_at, captured_at,
    capture_due, capture_number, refunding_minor)
  SELECT id, payment_id, $2, seller_order_id, seller_id, status, amount, captured, refunded, attempts, failure_message,
    now() + next_attempt_in_ms * interval '1 millisecond', CASE WHEN captured > 0 THEN now() END, capture_due, capture_number, refunding
  FROM jsonb_to_recordset($9) AS r (id text, payment_id text, seller_order_id text, seller_id text, status text, amount bigint, captured bigint, refunded bigint, attempts int, failure_message text, next_attempt_in_ms int, capture_due boolean, capture_number int, refunding bigint)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, amount_minor = excluded.amount_minor, captured_minor = excluded.captured_minor, refunded_minor = excluded.refunded_minor,
    attempts = excluded.attempts, failure_message = excluded.failure_message, next_attempt_at = excluded.next_attempt_at,
    captured_at = coalesce(payment_order.captured_at, excluded.captured_at), capture_due = excluded.capture_due, capture_number = excluded.capture_number, refunding_minor = excluded.refunding_minor
), owed AS (
  INSERT INTO payment_step (id, kind, order_id, payment_id, intent_id, payment_order_id, psp_key, params, params_hash, run_at, state, attempt, lease_token, lease_until, first_called_at)
  SELECT id, kind, $2, payment_id, intent_id, payment_order_id, psp_key, params, params_hash, now() + run_in_ms * interval '1 millisecond', CASE WHEN lease_token IS NULL THEN 'DUE' ELSE 'LEASED' END,
    CASE WHEN lease_token IS NULL THEN 0 ELSE 1 END, lease_token, now() + lease_ms * interval '1 millisecond', CASE WHEN lease_token IS NOT NULL THEN now() END
  FROM jsonb_to_recordset($10) AS r (id text, kind text, payment_id text, intent_id text, payment_order_id text, psp_key text, params jsonb, params_hash text, run_in_ms int, lease_token text, lease_ms int)
), reserved AS (
  SELECT s.item_id, r.quantity FROM stock s JOIN stock_reservation r ON r.item_id = s.item_id
  WHERE r.order_id = $2 AND r.status = 'HELD' AND $11::text IS NOT NULL ORDER BY s.item_id FOR UPDATE OF s
), moved AS (
  UPDATE stock SET reserved = reserved - r.quantity,
    on_hand = on_hand - CASE WHEN $11 = 'COMMIT' THEN r.quantity ELSE 0 END,
    sold = sold + CASE WHEN $11 = 'COMMIT' THEN r.quantity ELSE 0 END
  FROM reserved r WHERE stock.item_id = r.item_id
), decided AS (
  UPDATE stock_reservation SET status = CASE WHEN $11 = 'COMMIT' THEN 'COMMITTED' ELSE 'RELEASED' END
  WHERE order_id = $2 AND status = 'HELD' AND $11::text IS NOT NULL
), ${restock({ order: '$2', sellerOrders: '$8' })}, told AS (
  INSERT INTO outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data)
  SELECT e.id, e.topic, e.aggregate_type, e.aggregate_id, e.nth + CASE e.aggregate_type WHEN 'order' THEN ordered.base ELSE paid.base END, e.type, e.data
  FROM jsonb_to_recordset($12) AS e (id text, topic text, aggregate_type text, aggregate_id text, nth int, type text, data jsonb), ordered, paid
  ORDER BY e.aggregate_id, e.nth
), history AS (
  INSERT INTO state_transition (order_id, machine, entity_id, from_state, to_state, actor, actor_id, cause, correlation_id)
  SELECT $2, machine, entity_id, from_state, to_state, $13, $20, $14, $21
  FROM ROWS FROM (jsonb_to_recordset($15) AS (machine text, entity_id text, from_state text, to_state text))
    WITH ORDINALITY AS r (machine, entity_id, from_state, to_state, nth) ORDER BY nth
), ${bookEntries({ books: '$22', order: '$2', payment: '$23', step: "$1::jsonb->>'id'", actor: '$13', cause: '$14' })}, ${saveRefunds({ refunds: '$24', order: '$2', payment: '$23' })}, answered AS (
  UPDATE idempotency_record SET state = 'DONE', response = $18 WHERE scope = $16 AND key = $17 AND state = 'RUNNING' RETURNING response
)
SELECT ordered.version, (SELECT response FROM answered) AS answer FROM ordered`;

/** The parameters of SAVE_CHECKOUT. Only what changed is sent; the rest of the aggregate stays untouched. */
export function saveValues({ change, by, endedStep, answer }: CheckoutWrite): unknown[] {
  const { before, after } = change;
  const events = numbered(change.events);
  return [
    endedStepJson(endedStep),
    after.order.id,
    after.order.status,
    events.filter(({ aggregate_type }) => aggregate_type === 'order').length,
    paymentJson(after),
    events.filter(({ aggregate_type }) => aggregate_type === 'payment').length,
    intentsJson(before, after),
    toJson(
      changed(before.sellerOrders, after.sellerOrders).map(({ id, status, book }) => ({
        id,
        status,
        ...sellerBookColumns(book),
      })),
    ),
    paymentOrdersJson(before, after),
    toJson(change.steps.map(stepRow)),
    change.stock,
    toJson(events),
    by.actor,
    by.cause,
    transitionsJson(change),
    answer === undefined ? null : scopeName(answer.scope),
    answer?.scope.key ?? null,
    answer === undefined ? null : toJson(answer.response),
    after.order.expiresAt,
    by.actorId,
    by.correlationId,
    ledgerJson(change.ledgerEntries),
    after.payment.id,
    refundsJson(changed(before.refunds, after.refunds)),
  ];
}

/** The parameter of END_STEP; without a step it matches no row. */
export function endedStepJson(step: EndedStep | undefined): string {
  if (step === undefined) return '{}';
  const { id, leaseToken: lease_token, ending } = step;
  return toJson({
    id,
    lease_token,
    state: ending.state,
    psp_object: ending.state === 'SUCCEEDED' ? ending.pspObject : null,
    error: ending.state === 'SUCCEEDED' ? null : ending.error,
    retry_in_ms: ending.state === 'DUE' ? ending.retryInMs : null,
    psp_key: ending.state === 'DUE' ? (ending.nextKey ?? null) : null,
    uncounted: ending.state === 'DUE' && !ending.counts ? 1 : 0,
  });
}

function paymentJson({ payment }: Checkout): string {
  return toJson({
    id: payment.id,
    status: payment.status,
    authorized: payment.authorizedMinor,
    captured: payment.capturedMinor,
    refunded: payment.refundedMinor,
    strategy: payment.captureStrategy,
    strategy_reason: payment.strategyReason,
    capture_before: payment.captureBefore,
    hold: payment.hold,
    expiry_acted_at: payment.expiryActedAt,
    plan_reasons: payment.planReasons,
  });
}

function intentsJson(before: Checkout, after: Checkout): string {
  const rows = changed(before.intents, after.intents).map((intent) => ({
    id: intent.id,
    payment_id: after.payment.id,
    attempt: intent.attempt,
    seller_order_id: intent.sellerOrderId,
    lead_id: intent.leadId,
    status: intent.status,
    amount: intent.amountMinor,
    psp_intent_id: intent.pspIntentId,
    client_secret: intent.clientSecret,
    decline_code: intent.declineCode,
    decline_message: intent.declineMessage,
    next_action: intent.nextAction,
    hold: intent.hold?.state ?? null,
    multicapture: intent.hold?.multicapture ?? false,
    capture_before: intent.hold?.captureBefore ?? null,
  }));
  return toJson(rows);
}

function paymentOrdersJson(before: Checkout, after: Checkout): string {
  const rows = changed(before.paymentOrders, after.paymentOrders).map((share) => ({
    id: share.id,
    payment_id: after.payment.id,
    seller_order_id: share.sellerOrderId,
    seller_id: share.sellerId,
    status: share.status,
    amount: share.amountMinor,
    captured: share.capturedMinor,
    refunded: share.refundedMinor,
    attempts: share.attempts,
    failure_message: share.failureMessage,
    next_attempt_in_ms: share.nextAttemptInMs,
    capture_due: share.captureDue,
    capture_number: share.captureNumber,
    refunding: share.refundingMinor,
  }));
  return toJson(rows);
}

function transitionsJson({ transitions }: CheckoutChange): string {
  return toJson(
    transitions.map(({ machine, entityId, from, to }) => ({
      machine,
      entity_id: entityId,
      from_state: from,
      to_state: to,
    })),
  );
}

/** Members that the decision made or replaced; immutable data makes the comparison one of identity. */
function changed<Member>(before: readonly Member[], after: readonly Member[]): readonly Member[] {
  return after.filter((member) => !before.includes(member));
}

function numbered(events: readonly DomainEvent[]) {
  const counts = new Map<string, number>();
  return events.map(({ topic, aggregateType, aggregateId, type, data }) => {
    const nth = (counts.get(aggregateId) ?? 0) + 1;
    counts.set(aggregateId, nth);
    return {
      id: newId('evt'),
      topic,
      aggregate_type: aggregateType,
      aggregate_id: aggregateId,
      nth,
      type,
      data,
    };
  });
}

function stepRow({
  id,
  paymentId,
  intentId,
  paymentOrderId,
  pspKey,
  params,
  lease,
  runInMs,
}: NewPaymentStep) {
  return {
    id,
    kind: params.kind,
    payment_id: paymentId,
    intent_id: intentId,
    payment_order_id: paymentOrderId,
    psp_key: pspKey,
    params,
    params_hash: hashOf(params),
    run_in_ms: runInMs ?? 0,
    lease_token: lease?.token ?? null,
    lease_ms: lease?.leaseMs ?? null,
  };
}
