import type { Checkout, CheckoutChange } from '../../../core/checkout/model/checkout.js';
import { RESTOCKED } from '../../../core/checkout/model/seller-order-states.js';
import { followedBy } from '../../../core/checkout/model/followed-by.js';
import type { CheckoutWrite } from '../../../core/checkout/model/ports.js';
import type { DomainEvent } from '../../../core/shared/event-envelope.js';
import { newId } from '../../../core/shared/ids.js';
import { composeSave } from './checkout-save-parts.js';
import { endedStepsJson } from '../psp/end-step.js';
import { newStepRow } from '../psp/new-steps.js';
import { scopeName } from '../idempotency/idempotency-store.js';
import { toJson } from '../database/json.js';
import { ledgerJson } from '../ledger/ledger-write.js';
import { refundsJson } from './refund-rows.js';
import { sellerBookColumns } from './seller-book-rows.js';
import type { ComposedQuery } from '../database/statement-parts.js';

const RESULT = 'SELECT id, version, NULL AS answer FROM ordered';
const RESULT_WITH_ANSWER = 'SELECT id, version, (SELECT response FROM answered) AS answer FROM ordered';

/**
 * The statement of some decisions, and its values; those about one order follow each other. Only what changed is written; the
 * rest of an aggregate stays untouched. Stock, and an answer to a command, go with a decision that is written alone.
 */
export function saveCheckouts(writes: readonly CheckoutWrite[]): ComposedQuery {
  const rows = rowsOf(byOrder(writes));
  const endedSteps = writes.flatMap(({ endedStep }) => endedStep ?? []);
  const restocked = rows.sellerOrders.some(({ status }) => RESTOCKED.has(status));
  const stock = writes.map(({ change }) => change.stock).find((each) => each !== null) ?? null;
  const answer = writes.map((write) => write.answer).find((each) => each !== undefined);
  if (writes.length > 1 && (stock !== null || restocked || answer !== undefined))
    throw new Error('stock, and an answer to a command, are written alone');
  const has = {
    step: endedSteps.length > 0,
    order: true,
    payment: true,
    intents: rows.intents.length > 0,
    sellerOrders: rows.sellerOrders.length > 0,
    paymentOrders: rows.paymentOrders.length > 0,
    steps: rows.steps.length > 0,
    stock: stock !== null,
    restock: restocked,
    events: rows.events.length > 0,
    transitions: writes.some(({ change }) => change.transitions.length > 0),
    books: writes.some(({ change }) => change.ledgerEntries.length > 0),
    refunds: rows.refunds.length > 0,
    answer: answer !== undefined,
  };
  const wanted = new Set(Object.entries(has).flatMap(([part, is]) => (is ? [part] : [])));
  return composeSave(wanted, answer === undefined ? RESULT : RESULT_WITH_ANSWER, {
    endedSteps: endedStepsJson(endedSteps),
    endedStepIds: endedSteps.map(({ id }) => id),
    orders: toJson(rows.orders),
    orderIds: rows.orders.map(({ id }) => id),
    order: rows.orders[0]?.id,
    payments: toJson(rows.payments),
    intents: toJson(rows.intents),
    sellerOrders: toJson(rows.sellerOrders),
    paymentOrders: toJson(rows.paymentOrders),
    steps: toJson(rows.steps),
    stock,
    events: toJson(rows.events),
    transitions: toJson(writes.flatMap(transitionRows)),
    books: ledgerJson(writes.map(bookingOf)),
    refunds: refundsJson(rows.refunds),
    scope: answer === undefined ? null : scopeName(answer.scope),
    key: answer?.scope.key ?? null,
    response: answer === undefined ? null : toJson(answer.response),
  });
}

/** One change for each order, whatever was decided about it one after the other. */
function byOrder(writes: readonly CheckoutWrite[]): readonly CheckoutChange[] {
  const changes = new Map<string, CheckoutChange>();
  for (const { change } of writes) {
    const { id } = change.after.order;
    const earlier = changes.get(id);
    changes.set(id, earlier === undefined ? change : followedBy(earlier, change));
  }
  return [...changes.values()];
}

function rowsOf(changes: readonly CheckoutChange[]) {
  const events = changes.flatMap((change) => numbered(change.events));
  const told = (id: string) => events.filter(({ aggregate_id }) => aggregate_id === id).length;
  return {
    events,
    orders: changes.map(({ after: { order } }) => ({
      id: order.id,
      status: order.status,
      expires_at: order.expiresAt,
      events: told(order.id),
    })),
    payments: changes.map(({ after }) => ({ ...paymentRow(after), events: told(after.payment.id) })),
    intents: changes.flatMap(intentRows),
    sellerOrders: changes.flatMap(({ before, after }) =>
      changed(before.sellerOrders, after.sellerOrders).map(
        ({ id, status, shippedAt, deliveredAt, book }) => ({
          ...{ id, status, shipped_at: shippedAt, delivered_at: deliveredAt },
          ...sellerBookColumns(book),
        }),
      ),
    ),
    paymentOrders: changes.flatMap(paymentOrderRows),
    steps: changes.flatMap(({ steps }) => steps.map(newStepRow)),
    refunds: changes.flatMap(({ before, after }) =>
      changed(before.refunds, after.refunds).map((refund) => ({
        ...refund,
        ...{ orderId: after.order.id, paymentId: after.payment.id },
      })),
    ),
  };
}

function paymentRow({ payment }: Checkout) {
  return {
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
  };
}

function intentRows({ before, after }: CheckoutChange) {
  return changed(before.intents, after.intents).map((intent) => ({
    id: intent.id,
    order_id: after.order.id,
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
}

function paymentOrderRows({ before, after }: CheckoutChange) {
  return changed(before.paymentOrders, after.paymentOrders).map((share) => ({
    id: share.id,
    order_id: after.order.id,
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
}

function transitionRows({ change: { after, transitions }, by }: CheckoutWrite) {
  return transitions.map(({ machine, entityId, from, to }) => ({
    ...{ order_id: after.order.id, machine, entity_id: entityId, from_state: from, to_state: to },
    ...{ actor: by.actor, actor_id: by.actorId, cause: by.cause, correlation_id: by.correlationId },
  }));
}

function bookingOf({ change: { after, ledgerEntries: entries }, by, endedStep }: CheckoutWrite) {
  return { orderId: after.order.id, paymentId: after.payment.id, stepId: endedStep?.id ?? null, by, entries };
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
