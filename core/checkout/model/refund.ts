import type { PaymentOrderId, RefundId } from '../../shared/ids.js';
import type { RefundStatus } from './refund-states.js';

export const refundReasons = ['RETURNED', 'DAMAGED', 'NOT_DELIVERED', 'GOODWILL', 'ORDER_CANCELED'] as const;
export type RefundReason = (typeof refundReasons)[number];

/** So many units of an order line. */
export type RefundedUnits = Readonly<{ orderLineId: string; quantity: number }>;

/** Money of one seller's share that goes back to the shopper. */
export type CheckoutRefund = Readonly<{
  id: RefundId;
  paymentOrderId: PaymentOrderId;
  status: RefundStatus;
  amountMinor: bigint;
  reason: RefundReason;
  /** The units that it was asked for; empty for an amount. */
  units: readonly RefundedUnits[];
  /** In the words of who asked for it. */
  note: string;
  /** The PSP's id of it; null until the PSP knows of it. */
  pspRefundId: string | null;
  failureMessage: string | null;
}>;

/** More refunds of one share than this are not made by people, who then have another problem; a canceled order may need one more. */
export const MAX_REFUNDS_PER_PAYMENT_ORDER = 50;

/** Whether the money may still go back by this refund. */
export function isUnderWay({ status }: Pick<CheckoutRefund, 'status'>): boolean {
  return status === 'REQUESTED' || status === 'PENDING';
}
