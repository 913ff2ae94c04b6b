import type { PaymentOrderId, RefundId } from '../../shared/ids.js';
import type { RefundStatus } from './refund-states.js';

export const refundReasons = ['RETURNED', 'DAMAGED', 'NOT_DELIVERED', 'GOODWILL', 'ORDER_CANCELED'] as const;
export type RefundReason = (typeof refundReasons)[number];

/** Units of one order line. */
export type RefundedUnits = Readonly<{ orderLineId: string; quantity: number }>;

/** A refund of captured money of one payment order. */
export type CheckoutRefund = Readonly<{
  id: RefundId;
  paymentOrderId: PaymentOrderId;
  status: RefundStatus;
  amountMinor: bigint;
  reason: RefundReason;
  /** The units that the refund is for; empty for an amount. */
  units: readonly RefundedUnits[];
  /** A free-text note by the requester. */
  note: string;
  /** Null until the PSP has created it. */
  pspRefundId: string | null;
  failureMessage: string | null;
}>;

/**
 * Limit of manual refunds per payment order; beyond it something else is wrong. The refund of a canceled order may
 * exceed it.
 */
export const MAX_REFUNDS_PER_PAYMENT_ORDER = 50;

/** Whether the refund may still succeed. */
export function isUnderWay({ status }: Pick<CheckoutRefund, 'status'>): boolean {
  return status === 'REQUESTED' || status === 'PENDING';
}
