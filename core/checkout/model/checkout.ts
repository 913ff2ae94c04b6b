import type { CaptureMode } from '../../catalog/seller.js';
import type { CheckoutPaymentOrder } from './payment-order.js';
import type { PaymentOrderEvent } from './payment-order-states.js';
import { paymentOrderMachine } from './payment-order-states.js';
import type { SellerBook } from '../../ledger/book-payment-order.js';
import { bookPaymentOrder, authorizationEntry } from '../../ledger/book-payment-order.js';
import type { NewLedgerEntry } from '../../ledger/ledger-entry.js';
import type { OrderEvent, OrderStatus } from './order-states.js';
import { orderMachine } from './order-states.js';
import type { SellerOrderStatus } from './seller-order-states.js';
import type { CheckoutRefund } from './refund.js';
import type { DomainEvent } from '../../shared/event-envelope.js';
import type {
  NewId,
  OrderId,
  PaymentIntentId,
  PaymentOrderId,
  SellerId,
  SellerOrderId,
} from '../../shared/ids.js';
import { mustTransition } from '../../shared/state-machine.js';
import type { CheckoutPayment } from './checkout-payment.js';
import type { IntentAuthorization } from './intent-authorization.js';
import type { PaymentIntentEvent, PaymentIntentStatus } from './payment-intent-states.js';
import { paymentIntentMachine } from './payment-intent-states.js';
import type { PaymentEvent } from './payment-states.js';
import { paymentMachine } from './payment-states.js';
import type { NewStep } from '../../psp/step.js';
import type { PspAction } from './checkout-psp.js';

export type CheckoutOrder = Readonly<{
  id: OrderId;
  number: string;
  status: OrderStatus;
  currency: string;
  totalMinor: bigint;
  /** When the reservation of an unpaid order expires. */
  expiresAt: Date;
}>;

export type CheckoutIntent = Readonly<{
  id: PaymentIntentId;
  attempt: number;
  /** The seller order that it covers; null when it covers the whole order. */
  sellerOrderId: SellerOrderId | null;
  /** For a follow-up intent, the intent of the same attempt that the shopper confirmed; null for that one itself. */
  primaryIntentId: PaymentIntentId | null;
  status: PaymentIntentStatus;
  amountMinor: bigint;
  authorization: IntentAuthorization | null;
  pspIntentId: string | null;
  clientSecret: string | null;
  declineCode: string | null;
  declineMessage: string | null;
  nextAction: PspAction | null;
}>;

export type CheckoutSellerOrder = Readonly<{
  id: SellerOrderId;
  sellerId: SellerId;
  status: SellerOrderStatus;
  totalMinor: bigint;
  captureMode: CaptureMode;
  /** When the last unit was shipped; null before, and when nothing was ever shipped. */
  shippedAt: Date | null;
  /** When the delivery was confirmed or assumed after the timeout. */
  deliveredAt: Date | null;
  /** The terms that split its money, and what was split so far. */
  book: SellerBook;
}>;

/**
 * An order with its money: everything that changes together under the lock of the order row. `readAt` is the database
 * clock at loading and `newId` makes the ids of additions: a decision reads neither a clock nor random data.
 */
export type Checkout = Readonly<{
  readAt: Date;
  newId: NewId;
  order: CheckoutOrder;
  payment: CheckoutPayment;
  /** By attempt, then the one the shopper confirms before the follow-ups. */
  intents: readonly CheckoutIntent[];
  sellerOrders: readonly CheckoutSellerOrder[];
  paymentOrders: readonly CheckoutPaymentOrder[];
  refunds: readonly CheckoutRefund[];
}>;

/** One state change in the history. */
export type Transition = Readonly<{ machine: string; entityId: string; from: string | null; to: string }>;

/** A decision about a checkout: the state after it, and everything to write with it in one transaction. */
export type CheckoutChange = Readonly<{
  before: Checkout;
  after: Checkout;
  events: readonly DomainEvent[];
  transitions: readonly Transition[];
  steps: readonly NewStep[];
  /** Its ledger entries. The moves of intents and payment orders post them, so no caller can forget. */
  ledgerEntries: readonly NewLedgerEntry[];
  /** What happens to the reserved units: committed as sold, or released. */
  stock: 'COMMIT' | 'RELEASE' | null;
}>;

/** A change without effects; every decision starts from it. */
export function unchanged(checkout: Checkout): CheckoutChange {
  const nothing = { events: [], transitions: [], steps: [], ledgerEntries: [], stock: null };
  return { before: checkout, after: checkout, ...nothing };
}

export function isUnchanged(change: CheckoutChange): boolean {
  return change.before === change.after && change.steps.length === 0 && change.events.length === 0;
}

export function emit(change: CheckoutChange, ...events: readonly DomainEvent[]): CheckoutChange {
  return { ...change, events: [...change.events, ...events] };
}

export function addStep(change: CheckoutChange, step: NewStep): CheckoutChange {
  return { ...change, steps: [...change.steps, step] };
}

export function post(change: CheckoutChange, ...entries: readonly NewLedgerEntry[]): CheckoutChange {
  return { ...change, ledgerEntries: [...change.ledgerEntries, ...entries] };
}

export function moveOrder(change: CheckoutChange, event: OrderEvent): CheckoutChange {
  const { order } = change.after;
  const status = mustTransition(orderMachine, order.status, event);
  return moved(
    change,
    { order: { ...order, status } },
    { machine: orderMachine.name, entityId: order.id, from: order.status, to: status },
  );
}

export function movePayment(change: CheckoutChange, event: PaymentEvent): CheckoutChange {
  const { payment } = change.after;
  const status = mustTransition(paymentMachine, payment.status, event);
  if (status === payment.status) return change;
  return moved(
    change,
    { payment: { ...payment, status } },
    { machine: paymentMachine.name, entityId: payment.id, from: payment.status, to: status },
  );
}

type IntentMove = { id: PaymentIntentId; event: PaymentIntentEvent; patch?: Partial<CheckoutIntent> };

export function moveIntent(change: CheckoutChange, { id, event, patch = {} }: IntentMove): CheckoutChange {
  const intent = intentOf(change.after, id);
  const status = mustTransition(paymentIntentMachine, intent.status, event);
  const intents = change.after.intents.map((each) => (each.id === id ? { ...each, ...patch, status } : each));
  const next = moved(
    change,
    { intents },
    { machine: paymentIntentMachine.name, entityId: id, from: intent.status, to: status },
  );
  if (status !== 'AUTHORIZED') return next;
  return post(next, authorizationEntry(intentOf(next.after, id), next.after.order));
}

type PaymentOrderMove = Readonly<{
  id: PaymentOrderId;
  event: PaymentOrderEvent;
  patch?: Partial<CheckoutPaymentOrder>;
  /** Set when a refund or its reversal moves it. */
  refundId?: CheckoutRefund['id'];
}>;

export function movePaymentOrder(
  change: CheckoutChange,
  { id, event, patch = {}, refundId }: PaymentOrderMove,
): CheckoutChange {
  const current = find(change.after.paymentOrders, id);
  const status = mustTransition(paymentOrderMachine, current.status, event);
  const paymentOrders = change.after.paymentOrders.map((each) =>
    each.id === id ? { ...each, ...patch, status } : each,
  );
  const next = moved(
    change,
    { paymentOrders },
    { machine: paymentOrderMachine.name, entityId: id, from: current.status, to: status },
  );
  return postMove(next, current, refundId);
}

export function patchPayment(change: CheckoutChange, patch: Partial<CheckoutPayment>): CheckoutChange {
  return { ...change, after: { ...change.after, payment: { ...change.after.payment, ...patch } } };
}

export function patchIntent(
  change: CheckoutChange,
  id: PaymentIntentId,
  patch: Partial<Omit<CheckoutIntent, 'status'>>,
): CheckoutChange {
  const intents = change.after.intents.map((each) => (each.id === id ? { ...each, ...patch } : each));
  return { ...change, after: { ...change.after, intents } };
}

export function extendReservation(change: CheckoutChange, until: Date): CheckoutChange {
  const { order } = change.after;
  if (until <= order.expiresAt) return change;
  return { ...change, after: { ...change.after, order: { ...order, expiresAt: until } } };
}

/** Adds a payment order, with the first entry of its history. */
export function addPaymentOrder(change: CheckoutChange, paymentOrder: CheckoutPaymentOrder): CheckoutChange {
  const paymentOrders = [...change.after.paymentOrders, paymentOrder];
  return moved(
    change,
    { paymentOrders },
    { machine: paymentOrderMachine.name, entityId: paymentOrder.id, from: null, to: paymentOrder.status },
  );
}

export function addIntent(change: CheckoutChange, intent: CheckoutIntent): CheckoutChange {
  const intents = [...change.after.intents, intent];
  return moved(
    change,
    { intents },
    { machine: paymentIntentMachine.name, entityId: intent.id, from: null, to: intent.status },
  );
}

export function patchPaymentOrder(
  change: CheckoutChange,
  id: PaymentOrderId,
  patch: Partial<Omit<CheckoutPaymentOrder, 'status'>>,
): CheckoutChange {
  const paymentOrders = change.after.paymentOrders.map((each) =>
    each.id === id ? { ...each, ...patch } : each,
  );
  return { ...change, after: { ...change.after, paymentOrders } };
}

export function intentOf(checkout: Checkout, id: PaymentIntentId): CheckoutIntent {
  return find(checkout.intents, id);
}

export function paymentOrderOf(checkout: Checkout, id: PaymentOrderId): CheckoutPaymentOrder {
  return find(checkout.paymentOrders, id);
}

export function sellerOrderOf(checkout: Checkout, id: SellerOrderId): CheckoutSellerOrder {
  return find(checkout.sellerOrders, id);
}

/** A move of a payment order posts the money that it captures or refunds. */
function postMove(
  change: CheckoutChange,
  before: CheckoutPaymentOrder,
  refundId: CheckoutRefund['id'] | undefined,
): CheckoutChange {
  const { order, sellerOrders } = change.after;
  const after = paymentOrderOf(change.after, before.id);
  const move = { before, after, currency: order.currency, refundId };
  const posted = bookPaymentOrder(move, sellerOrderOf(change.after, before.sellerOrderId));
  const changed = sellerOrders.map((each) => (each.id === posted.sellerOrder.id ? posted.sellerOrder : each));
  return post({ ...change, after: { ...change.after, sellerOrders: changed } }, ...posted.entries);
}

/** Replaces part of the aggregate and adds the history entry for it. */
export function moved(change: CheckoutChange, part: Partial<Checkout>, entry: Transition): CheckoutChange {
  return { ...change, after: { ...change.after, ...part }, transitions: [...change.transitions, entry] };
}

function find<Member extends { id: string }>(members: readonly Member[], id: string): Member {
  const member = members.find((each) => each.id === id);
  if (member === undefined) throw new Error(`${id} is not part of this checkout`);
  return member;
}
