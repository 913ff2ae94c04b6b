import type { PaymentId, PaymentOrderId } from '../../shared/ids.js';
import type { PaymentStatus } from './payment-states.js';

/** The payment of an order, as decisions see it. */
export type CheckoutPayment = Readonly<{
  id: PaymentId;
  status: PaymentStatus;
  amountMinor: bigint;
  authorizedMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
  /**
   * Known from the placement of the order where that chose INTENT_PER_SELLER, otherwise once the money is authorized.
   */
  captureStrategy: CaptureStrategy | null;
  /** Why this strategy; for operations. */
  strategyReason: PlanReason | null;
  /** The earliest deadline of its authorizations. */
  captureBefore: Date | null;
  /** Null before the first authorization; open as long as any of its authorizations is open. */
  authorization: AuthorizationState | null;
  /** When the approaching deadline of an authorization made us settle the undecided payment orders; null until then. */
  expiryActedAt: Date | null;
  /** The reasons of the latest capture plan; for operations. */
  planReasons: readonly PlanReason[];
}>;

export type CaptureStrategy = 'MULTICAPTURE' | 'SINGLE_CAPTURE' | 'INTENT_PER_SELLER';

/** OPEN can be captured; CLOSING waits for the PSP's answer to the closing call; CLOSED authorizes nothing. */
export type AuthorizationState = 'OPEN' | 'CLOSING' | 'CLOSED';

/** A reason given by the capture planner, about one payment order or about the whole plan. */
export type PlanReason = Readonly<{ code: string; text: string; paymentOrderId: PaymentOrderId | null }>;
