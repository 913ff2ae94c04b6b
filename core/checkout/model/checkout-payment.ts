import type { PaymentId, PaymentOrderId } from '../../shared/ids.js';
import type { PaymentStatus } from './payment-states.js';

/** The money of an order as a whole, as decisions see it. */
export type CheckoutPayment = Readonly<{
  id: PaymentId;
  status: PaymentStatus;
  amountMinor: bigint;
  authorizedMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
  /** INTENT_PER_SELLER from the order's placement on where that was decided; otherwise known when the money is held. */
  captureStrategy: CaptureStrategy | null;
  /** Why it is this one; for operations. */
  strategyReason: PlanReason | null;
  /** The first deadline of its holds. */
  captureBefore: Date | null;
  /** Null until money was held for the first time; open as long as one of its holds is. */
  authorization: AuthorizationState | null;
  /** When the coming end of a hold made us decide what was undecided; null as long as it did not. */
  expiryActedAt: Date | null;
  /** Why the planner did what it did last; for operations. */
  planReasons: readonly PlanReason[];
}>;

export type CaptureStrategy = 'MULTICAPTURE' | 'SINGLE_CAPTURE' | 'INTENT_PER_SELLER';

/** OPEN can be captured from; CLOSING waits for the PSP's answer to what closes it; CLOSED holds nothing. */
export type AuthorizationState = 'OPEN' | 'CLOSING' | 'CLOSED';

/** One sentence of the capture planner, about one share or about the whole. */
export type PlanReason = Readonly<{ code: string; text: string; paymentOrderId: PaymentOrderId | null }>;
