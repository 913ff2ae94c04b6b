import type { Cause } from '../shared/cause.js';
import type { OrderAccess } from './order-access.js';
import type { OrderId, PaymentId, PaymentIntentId, PaymentStepId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { StoredAnswer } from '../idempotency/ports.js';
import type { Checkout, CheckoutChange } from './model/checkout.js';
import type { PspMoney } from '../psp/psp.js';
import type { LeasedStep, StepEnding, StepKind } from '../psp/payment-step.js';

/** How a step ended, with the token that proves that the caller still held it. */
export type EndedStep = Readonly<{ id: PaymentStepId; leaseToken: string; ending: StepEnding }>;

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

/** Leases and looks after payment steps. */
export interface PaymentSteps {
  /** Takes the step when it is due or its lease has run out; null when someone else holds it or it is finished. */
  lease(id: PaymentStepId, leaseMs: number): Promise<LeasedStep | null>;
  /** Steps that are due and have no job, marked as dispatched now. */
  takeUndispatched(limit: number): Promise<readonly DueStep[]>;
  /** Ends the step without any fact about money. Does nothing when the lease is lost. */
  end(tx: Tx, step: EndedStep): Promise<void>;
}

/** What the dispatcher needs to make a queue job; `attempt` makes the job's id new for every try. */
export type DueStep = Readonly<{ id: PaymentStepId; kind: StepKind; attempt: number }>;
