import type { Checkout, CheckoutChange, CheckoutIntent } from '../../../core/checkout/model/checkout.js';
import { RESTOCKED } from '../../../core/checkout/model/seller-order-states.js';
import { andThen } from '../../../core/checkout/model/and-then.js';
import type { CheckoutWrite } from '../../../core/checkout/model/ports.js';
import type { DomainEvent } from '../../../core/shared/event-envelope.js';
import { newId } from '../../../core/shared/ids.js';
import {
  composeSave,
  orderChange,
  paymentChange,
  sellerOrderChange,
  emittedEvent,
} from './checkout-save-parts.js';
import { rowsJson } from '../database/table-rows.js';
import { stateTransitionTable } from '../orders/state-transition-table.js';
import { paymentIntentTable } from './payment-intent-table.js';
import { paymentOrderTable } from './payment-order-table.js';
import { refundTable } from './refund-table.js';
import { endedStepsJson } from '../psp/end-step.js';
import { newStepsJson } from '../psp/new-steps.js';
import { scopeName } from '../idempotency/idempotency-store.js';
import { toJson } from '../database/json.js';
import { ledgerJson } from '../ledger/ledger-write.js';
import { sellerBookColumns } from './seller-book-rows.js';
import type { ComposedQuery } from '../database/statement-parts.js';

const RESULT = 'SELECT id, version, NULL AS answer FROM ordered';
const RESULT_WITH_ANSWER = 'SELECT id, version, (SELECT response FROM answered) AS answer FROM ordered';

/**
 * The statement and values that save some decisions, in order per aggregate. Only changed members are written. A decision
 * that moves stock or stores a command's answer must be saved alone.
 */
export function saveCheckouts(writes: readonly CheckoutWrite[]): ComposedQuery {
  const rows = rowsOf(byOrder(writes));
  const endedSteps = writes.flatMap(({ endedStep }) => endedStep ?? []);
  const restocked = rows.sellerOrders.some(({ status }) => RESTOCKED.has(status));
  const stock = writes.map(({ change }) => change.stock).find((each) => each !== null) ?? null;
  const answer = writes.map((write) => write.answer).find((each) => each !== undefined);
  if (writes.length > 1 && (stock !== null || restocked || answer !== undefined))
    throw new Error('a decision that moves stock or answers a command must be saved alone');
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
    orders: rowsJson(orderChange, rows.orders),
    orderIds: rows.orders.map(({ id }) => id),
    order: rows.orders[0]?.id,
    payments: rowsJson(paymentChange, rows.payments),
    intents: rowsJson(paymentIntentTable, rows.intents),
    sellerOrders: rowsJson(sellerOrderChange, rows.sellerOrders),
    paymentOrders: rowsJson(paymentOrderTable, rows.paymentOrders),
    steps: newStepsJson(rows.steps),
    stock,
    events: rowsJson(emittedEvent, rows.events),
    transitions: rowsJson(stateTransitionTable, writes.flatMap(transitionRows)),
    books: ledgerJson(writes.map(ledgerWriteOf)),
    refunds: rowsJson(refundTable, rows.refunds),
    scope: answer === undefined ? null : scopeName(answer.scope),
    key: answer?.scope.key ?? null,
    response: answer === undefined ? null : toJson(answer.response),
  });
}

/** One change per order, combined from the successive decisions about it. */
function byOrder(writes: readonly CheckoutWrite[]): readonly CheckoutChange[] {
  const changes = new Map<string, CheckoutChange>();
  for (const { change } of writes) {
    const { id } = change.after.order;
    const earlier = changes.get(id);
    changes.set(id, earlier === undefined ? change : andThen(earlier, change));
  }
  return [...changes.values()];
}

function rowsOf(changes: readonly CheckoutChange[]) {
  const events = changes.flatMap((change) => numbered(change.events));
  const emitted = (id: string) => events.filter(({ aggregateId }) => aggregateId === id).length;
  return {
    events,
    orders: changes.map(({ after: { order } }) => ({ ...order, events: emitted(order.id) })),
    payments: changes.map(({ after: { payment } }) => ({ ...payment, events: emitted(payment.id) })),
    intents: changes.flatMap(({ before, after }) =>
      changed(before.intents, after.intents).map((intent) => ({
        ...intent,
        ...authorizationColumns(intent),
        ...parentIds(after),
      })),
    ),
    sellerOrders: changes.flatMap(({ before, after }) =>
      changed(before.sellerOrders, after.sellerOrders).map((sellerOrder) => ({
        ...sellerOrder,
        ...sellerBookColumns(sellerOrder.book),
      })),
    ),
    paymentOrders: changes.flatMap(({ before, after }) =>
      changed(before.paymentOrders, after.paymentOrders).map((paymentOrder) => ({
        ...paymentOrder,
        ...parentIds(after),
      })),
    ),
    steps: changes.flatMap(({ steps }) => steps),
    refunds: changes.flatMap(({ before, after }) =>
      changed(before.refunds, after.refunds).map((refund) => ({ ...refund, ...parentIds(after) })),
    ),
  };
}

/** The parent ids in every member's row. */
const parentIds = ({ order, payment }: Checkout) => ({ orderId: order.id, paymentId: payment.id });

const authorizationColumns = ({ authorization }: CheckoutIntent) => ({
  authorization: authorization?.state ?? null,
  multicapture: authorization?.multicapture ?? false,
  captureBefore: authorization?.captureBefore ?? null,
});

function transitionRows({ change: { after, transitions }, by }: CheckoutWrite) {
  return transitions.map((transition) => ({ ...transition, ...by, orderId: after.order.id }));
}

function ledgerWriteOf({ change: { after, ledgerEntries: entries }, by, endedStep }: CheckoutWrite) {
  return { orderId: after.order.id, paymentId: after.payment.id, stepId: endedStep?.id ?? null, by, entries };
}

/** Members that the decision added or replaced; data is immutable, so comparing by identity is enough. */
function changed<Member>(before: readonly Member[], after: readonly Member[]): readonly Member[] {
  return after.filter((member) => !before.includes(member));
}

function numbered(events: readonly DomainEvent[]) {
  const counts = new Map<string, number>();
  return events.map((event) => {
    const nth = (counts.get(event.aggregateId) ?? 0) + 1;
    counts.set(event.aggregateId, nth);
    return { ...event, id: newId('evt'), nth };
  });
}
