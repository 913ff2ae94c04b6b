import type { CaptureStrategy, AuthorizationState, PlanReason } from '../checkout/model/checkout-payment.js';
import type { DomainError } from '../shared/domain-error.js';
import type { OrderId, PaymentId, PaymentOrderId, SellerId, SellerOrderId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { RefundableLine } from './refund-lines.js';
import type { PaymentSummary } from './payment-summary.js';

/** There is no such payment, or whoever asks has no access to its order. */
export type PaymentNotFound = DomainError<'PAYMENT_NOT_FOUND'>;

/** There is no such payment order, or it is not one of whoever asks. */
export type PaymentOrderNotFound = DomainError<'PAYMENT_ORDER_NOT_FOUND'>;

/** Finds the order of a payment order, before anything is locked. */
export interface PaymentOrders {
  find(id: PaymentOrderId): Promise<{ orderId: OrderId; sellerId: SellerId } | null>;
}

/** What a refund needs to know besides the checkout. Each method is one statement. */
export interface Refunds {
  /** Whose share it is, and of which order. */
  find(id: PaymentOrderId): Promise<Readonly<{
    orderId: OrderId;
    sellerId: SellerId;
    sellerOrderId: SellerOrderId;
  }> | null>;
  /** The lines of a seller order with what the shopper pays for each. */
  lines(tx: Tx, id: SellerOrderId): Promise<readonly RefundableLine[]>;
}

/** Finds holds whose end is near and about which nothing was decided yet. */
export interface ExpiringAuthorizations {
  /** The first to end first, by the database's clock. */
  list(within: { marginMs: number; limit: number }): Promise<readonly OrderId[]>;
}

/** What the planner did last about a payment, and why. */
export type CapturePlanView = Readonly<{
  paymentId: PaymentId;
  strategy: CaptureStrategy | null;
  authorization: AuthorizationState | null;
  captureBefore: Date | null;
  expiryActedAt: Date | null;
  reasons: readonly PlanReason[];
}>;

/** Reads plans for operations. */
export interface CapturePlans {
  find(paymentId: PaymentId): Promise<CapturePlanView | null>;
}

/** Reads payments for those who may see everybody's. */
export interface PaymentReader {
  /** The payment with its shares, true together: one statement. */
  find(id: PaymentId): Promise<PaymentSummary | null>;
}
