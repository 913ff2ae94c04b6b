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
  /** Asked for, and not decided by the PSP. */
  refundingMinor: bigint;
  attempts: number;
  nextAttemptInMs: number | null;
  failureMessage: string | null;
  /** Nothing but the plan keeps it from being captured: the seller is automatic, has shipped it, or a person asked. */
  captureDue: boolean;
  /** The number in the PSP key of its latest capture; a definitive failure earns the next one. */
  captureNumber: number;
}>;

type Opened = Pick<CheckoutPaymentOrder, 'id' | 'sellerOrderId' | 'sellerId' | 'amountMinor' | 'captureDue'>;

/** A payment order of which nothing was captured yet. */
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
