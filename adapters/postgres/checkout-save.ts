import type {
  Checkout,
  CheckoutChange,
  CheckoutIntent,
  CheckoutPaymentOrder,
} from '../../core/payments/checkout.js';
import type { NewPaymentStep } from '../../core/payments/payment-step.js';
import type { CheckoutWrite } from '../../core/payments/ports.js';
import type { DomainEvent } from '../../core/shared/event-envelope.js';
import { newId } from '../../core/shared/ids.js';
import { composeSave } from './checkout-save-parts.js';
import { endedStepJson } from './end-step.js';
import { scopeName } from './idempotency-store.js';
import { hashOf, toJson } from './json.js';
import { ledgerJson } from './ledger-write.js';
import { refundsJson } from './refund-rows.js';
import { RESTOCKED } from './restock-sql.js';
import { sellerBookColumns } from './seller-book-rows.js';
import type { ComposedQuery } from './statement-parts.js';

const RESULT = 'SELECT version, NULL AS answer FROM ordered';
const RESULT_WITH_ANSWER = 'SELECT version, (SELECT response FROM answered) AS answer FROM ordered';

/** The statement of a decision, and its values. Only what changed is written; the rest of the aggregate stays untouched. */
export function saveCheckout({ change, by, endedStep, answer }: CheckoutWrite): ComposedQuery {
  const { before, after } = change;
  const events = numbered(change.events);
  const intents = changed(before.intents, after.intents);
  const sellerOrders = changed(before.sellerOrders, after.sellerOrders);
  const paymentOrders = changed(before.paymentOrders, after.paymentOrders);
  const refunds = changed(before.refunds, after.refunds);
  const isNeeded = {
    step: endedStep !== undefined,
    order: true,
    payment: true,
    intents: intents.length > 0,
    sellerOrders: sellerOrders.length > 0,
    paymentOrders: paymentOrders.length > 0,
    steps: change.steps.length > 0,
    stock: change.stock !== null,
    restock: sellerOrders.some(({ status }) => RESTOCKED.has(status)),
    events: events.length > 0,
    transitions: change.transitions.length > 0,
    books: change.ledgerEntries.length > 0,
    refunds: refunds.length > 0,
    answer: answer !== undefined,
  };
  const wanted = new Set(Object.entries(isNeeded).flatMap(([part, is]) => (is ? [part] : [])));
  return composeSave(wanted, answer === undefined ? RESULT : RESULT_WITH_ANSWER, {
    endedStep: endedStepJson(endedStep),
    step: endedStep?.id ?? null,
    order: after.order.id,
    orderStatus: after.order.status,
    expiresAt: after.order.expiresAt,
    orderEvents: events.filter(({ aggregate_type }) => aggregate_type === 'order').length,
    payment: paymentJson(after),
    paymentId: after.payment.id,
    paymentEvents: events.filter(({ aggregate_type }) => aggregate_type === 'payment').length,
    intents: intentsJson(after, intents),
    sellerOrders: toJson(
      sellerOrders.map(({ id, status, book }) => ({ id, status, ...sellerBookColumns(book) })),
    ),
    paymentOrders: paymentOrdersJson(after, paymentOrders),
    steps: toJson(change.steps.map(stepRow)),
    stock: change.stock,
    events: toJson(events),
    transitions: transitionsJson(change),
    actor: by.actor,
    actorId: by.actorId,
    cause: by.cause,
    correlation: by.correlationId,
    books: ledgerJson(change.ledgerEntries),
    refunds: refundsJson(refunds),
    scope: answer === undefined ? null : scopeName(answer.scope),
    key: answer?.scope.key ?? null,
    response: answer === undefined ? null : toJson(answer.response),
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

function intentsJson(after: Checkout, intents: readonly CheckoutIntent[]): string {
  const rows = intents.map((intent) => ({
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

function paymentOrdersJson(after: Checkout, shares: readonly CheckoutPaymentOrder[]): string {
  const rows = shares.map((share) => ({
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
