import type { PaymentOrderId, SellerId, SellerOrderId } from '../../shared/ids.js';
import type { PaymentOrderStatus } from './payment-order-states.js';
import { paymentOrderMachine } from './payment-order-states.js';

export type CheckoutPaymentOrder = Readonly<{
  id: PaymentOrderId;
  sellerOrderId: SellerOrderId;
  sellerId: SellerId;
  status: PaymentOrderStatus;
  amountMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
  /** Requested, and not decided by the PSP yet. */
  refundingMinor: bigint;
  attempts: number;
  nextAttemptInMs: number | null;
  failureMessage: string | null;
  /**
   * Only the plan delays its capture: the seller captures automatically, has shipped it, or someone captured it
   * manually.
   */
  captureDue: boolean;
  /** The number in the PSP key of its latest capture; only a definitive failure leads to the next one. */
  captureNumber: number;
}>;

type Opened = Pick<CheckoutPaymentOrder, 'id' | 'sellerOrderId' | 'sellerId' | 'amountMinor' | 'captureDue'>;

/** A new payment order, with nothing captured. */
export function newPaymentOrder(opened: Opened): CheckoutPaymentOrder {
  return {
    ...opened,
    status: paymentOrderMachine.initial,
    capturedMinor: 0n,
    refundedMinor: 0n,
    refundingMinor: 0n,
    attempts: 0,
    nextAttemptInMs: null,
    failureMessage: null,
    captureNumber: 0,
  };
}
