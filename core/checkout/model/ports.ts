import type { Cause } from '../../shared/cause.js';
import type { OrderAccess } from './order-access.js';
import type { OrderId, PaymentId, PaymentIntentId } from '../../shared/ids.js';
import type { Tx } from '../../shared/transaction.js';
import type { StoredAnswer } from '../../idempotency/ports.js';
import type { Checkout, CheckoutChange } from './checkout.js';
import type { PspMoney } from '../../psp/psp-answer.js';
import type { EndedStep } from '../../psp/ports.js';

/** Stores the checkout aggregate. Each method is one statement; the order row is locked first. */
export interface Checkouts {
  /** Locks the order and loads its checkout; null when there is no such order. */
  lock(tx: Tx, orderId: OrderId): Promise<Checkout | null>;
  /** As `lock`, only with access. */
  lockFor(tx: Tx, orderId: OrderId, access: OrderAccess): Promise<Checkout | null>;
  /** As `lock`, by payment and only with access. */
  lockByPayment(tx: Tx, paymentId: PaymentId, access: OrderAccess): Promise<Checkout | null>;
  /** As `lock`, by intent and only with access. */
  lockByIntent(tx: Tx, intentId: PaymentIntentId, access: OrderAccess): Promise<Checkout | null>;
  /** The order of a refund, and its latest payment attempt. */
  findByRefund(refundId: string): Promise<{ orderId: OrderId; intentId: PaymentIntentId } | null>;
  /**
   * Writes a decision: changed states, new steps, events with their sequences, history, stock, the ended step and the
   * stored answer, in one statement.
   */
  save(tx: Tx, write: CheckoutWrite): Promise<SavedCheckout>;
  /**
   * The most frequent write on its own: the PSP created the intent. One statement without an open transaction; returns
   * null, and writes nothing, when the intent is no longer CREATED_PENDING.
   */
  recordIntentCreated(write: IntentCreatedWrite): Promise<SavedCheckout | null>;
}

/** The checkouts of several orders at once, for results that are recorded together. Each method is one statement. */
export interface CheckoutSets {
  /**
   * Locks the orders that nobody else has locked, and loads their checkouts. From then on the transaction fails rather
   * than wait long for a lock.
   */
  lockFree(tx: Tx, orderIds: readonly OrderId[]): Promise<ReadonlyMap<OrderId, Checkout>>;
  /**
   * Writes decisions as `save` does, several about one order in sequence; returns the new version of each order. Throws
   * when one moves stock or has an answer to store: those are written alone.
   */
  saveAll(tx: Tx, writes: readonly CheckoutWrite[]): Promise<ReadonlyMap<OrderId, number>>;
}

/** An intent of ours, and what is recorded about it. */
export type KnownIntent = Readonly<{
  orderId: OrderId;
  intentId: PaymentIntentId;
  /** Its authorization is recorded. */
  isHeld: boolean;
  /** The end of its authorization, by capture or release, is recorded. */
  isOver: boolean;
  /** The amount we asked for. */
  asked: PspMoney;
}>;

/**
 * The order's new version, and the answer now stored for the caller; null when there is none, or one was already final.
 */
export type SavedCheckout = Readonly<{ version: number; answer: unknown }>;

export type CheckoutWrite = Readonly<{
  change: CheckoutChange;
  by: Cause;
  endedStep?: EndedStep | undefined;
  answer?: StoredAnswer | undefined;
}>;

export type IntentCreatedWrite = Readonly<{
  orderId: OrderId;
  intentId: PaymentIntentId;
  pspIntentId: string;
  clientSecret: string;
  /** Data of the PaymentIntentCreated event. */
  event: unknown;
  by: Cause;
  endedStep: EndedStep;
  answer: StoredAnswer | undefined;
}>;
