import type { CaptureStrategy, HoldState, PlanReason } from '../checkout/model/checkout-payment.js';
import type { DomainError } from '../shared/domain-error.js';
import type { OrderId, PaymentId, PaymentOrderId, SellerId } from '../shared/ids.js';

/** There is no such payment order, or it is not one of whoever asks. */
export type PaymentOrderNotFound = DomainError<'PAYMENT_ORDER_NOT_FOUND'>;

/** Finds the order of a payment order, before anything is locked. */
export interface PaymentOrders {
  find(id: PaymentOrderId): Promise<{ orderId: OrderId; sellerId: SellerId } | null>;
}

/** Finds holds whose end is near and about which nothing was decided yet. */
export interface EndingHolds {
  /** The first to end first, by the database's clock. */
  list(within: { marginMs: number; limit: number }): Promise<readonly OrderId[]>;
}

/** What the planner did last about a payment, and why. */
export type CapturePlanView = Readonly<{
  paymentId: PaymentId;
  strategy: CaptureStrategy | null;
  hold: HoldState | null;
  captureBefore: Date | null;
  expiryActedAt: Date | null;
  reasons: readonly PlanReason[];
}>;

/** Reads plans for operations. */
export interface CapturePlans {
  find(paymentId: PaymentId): Promise<CapturePlanView | null>;
}
