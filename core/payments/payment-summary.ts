import type { PaymentOrderStatus } from '../checkout/model/payment-order-states.js';
import type { PaymentStatus } from '../checkout/model/payment-states.js';

/** A payment as other services see it: without card, shopper or secrets. */
export type PaymentSummary = Readonly<{
  id: string;
  orderId: string;
  status: PaymentStatus;
  /** Rises with every change. */
  version: number;
  currency: string;
  amountMinor: bigint;
  authorizedMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
  captureBefore: Date | null;
  paymentOrders: readonly PaymentOrderSummary[];
}>;

export type PaymentOrderSummary = Readonly<{
  id: string;
  sellerId: string;
  sellerOrderId: string;
  status: PaymentOrderStatus;
  amountMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
  capturedAt: Date | null;
}>;
