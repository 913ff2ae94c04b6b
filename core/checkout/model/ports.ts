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
  /** As `lock`, only for whom the access lets in. */
  lockFor(tx: Tx, orderId: OrderId, access: OrderAccess): Promise<Checkout | null>;
  /** As `lock`, found by the payment and only for whom the access lets in. */
  lockByPayment(tx: Tx, paymentId: PaymentId, access: OrderAccess): Promise<Checkout | null>;
  /** As `lock`, found by the intent and only for whom the access lets in. */
  lockByIntent(tx: Tx, intentId: PaymentIntentId, access: OrderAccess): Promise<Checkout | null>;
  /** The order of a refund of ours, and its latest attempt to pay. */
  findByRefund(refundId: string): Promise<{ orderId: OrderId; intentId: PaymentIntentId } | null>;
  /**
   * Writes a decision: changed states, new steps, events with their sequences, history, stock, the ended step and the
   * stored answer, in one statement.
   */
  save(tx: Tx, write: CheckoutWrite): Promise<SavedCheckout>;
  /**
   * The most frequent write, alone: the PSP knows the intent. One statement and no open transaction; returns null when
   * the intent is no longer CREATED_PENDING, and then nothing is written.
   */
  recordIntentCreated(write: IntentCreatedWrite): Promise<SavedCheckout | null>;
}

/** The checkouts of several orders at once, for results that are recorded together. Each method is one statement. */
export interface CheckoutSets {
  /**
   * Locks those of the orders that nobody else has locked, and loads their checkouts. From then on the transaction fails
   * rather than wait long for a lock.
   */
  lockFree(tx: Tx, orderIds: readonly OrderId[]): Promise<ReadonlyMap<OrderId, Checkout>>;
  /**
   * Writes decisions as `save` does, several about one order in their order; the new version of each order. Throws when
   * one moves goods or has an answer to store: those are written alone.
   */
  saveAll(tx: Tx, writes: readonly CheckoutWrite[]): Promise<ReadonlyMap<OrderId, number>>;
}

/** An intent of ours, and how far its story has come. */
export type KnownIntent = Readonly<{
  orderId: OrderId;
  intentId: PaymentIntentId;
  /** Its hold is recorded. */
  isHeld: boolean;
  /** What it held is taken or released, and that is recorded, too. */
  isOver: boolean;
  /** What was asked for. */
  asked: PspMoney;
}>;

/** The order's new version, and the answer now stored for the caller; null when none was given or one was settled before. */
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
