import type { CaptureStrategy, AuthorizationState, PlanReason } from '../checkout/model/checkout-payment.js';
import type { DomainError } from '../shared/domain-error.js';
import type { OrderId, PaymentId, PaymentOrderId, SellerId, SellerOrderId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { RefundableLine } from './refund-lines.js';
import type { PaymentSummary } from './payment-summary.js';

/** The payment does not exist, or the requester has no access to its order. */
export type PaymentNotFound = DomainError<'PAYMENT_NOT_FOUND'>;

/** The payment order does not exist, or the requester has no access to it. */
export type PaymentOrderNotFound = DomainError<'PAYMENT_ORDER_NOT_FOUND'>;

/** Finds the order of a payment order before any lock is taken. */
export interface PaymentOrders {
  find(id: PaymentOrderId): Promise<{ orderId: OrderId; sellerId: SellerId } | null>;
}

/** What a refund needs besides the checkout. Each method is one statement. */
export interface Refunds {
  /** The seller and the order of a payment order. */
  find(id: PaymentOrderId): Promise<Readonly<{
    orderId: OrderId;
    sellerId: SellerId;
    sellerOrderId: SellerOrderId;
  }> | null>;
  /** The lines of a seller order with the price the shopper pays for each. */
  lines(tx: Tx, id: SellerOrderId): Promise<readonly RefundableLine[]>;
}

/** Finds authorizations that expire soon and are not settled yet. */
export interface ExpiringAuthorizations {
  /** Earliest deadline first, by the database clock. */
  list(within: { marginMs: number; limit: number }): Promise<readonly OrderId[]>;
}

/** The latest capture plan of a payment. */
export type CapturePlanView = Readonly<{
  paymentId: PaymentId;
  strategy: CaptureStrategy | null;
  authorization: AuthorizationState | null;
  captureBefore: Date | null;
  expiryActedAt: Date | null;
  reasons: readonly PlanReason[];
}>;

/** Reads capture plans for operations. */
export interface CapturePlans {
  find(paymentId: PaymentId): Promise<CapturePlanView | null>;
}

/** Reads payments for those who may see all of them. */
export interface PaymentReader {
  /** The payment with its payment orders, consistent: one statement. */
  find(id: PaymentId): Promise<PaymentSummary | null>;
}
