import type { SellerOrderId } from '../../shared/ids.js';
import type { AuthorizationState } from './checkout-payment.js';

/**
 * What the bank holds by one intent. PENDING_SIBLINGS counts only when every intent of the attempt is held; ABANDONED was held for an
 * attempt that came to nothing, and a step releases it.
 */
export type IntentAuthorization = Readonly<{
  state: AuthorizationState | 'PENDING_SIBLINGS' | 'ABANDONED';
  /** Whether several captures may be taken of it. */
  multicapture: boolean;
  /** The PSP's own deadline. */
  captureBefore: Date | null;
}>;

/** A hold that counts: the order was confirmed by it, and the shares that it covers are captured of it. */
export type CommittedAuthorization = IntentAuthorization & Readonly<{ state: AuthorizationState }>;

/** Whether the hold counts, or counted once. */
export function isCommitted(
  authorization: IntentAuthorization | null,
): authorization is CommittedAuthorization {
  return (
    authorization !== null &&
    authorization.state !== 'PENDING_SIBLINGS' &&
    authorization.state !== 'ABANDONED'
  );
}

/** Whether the money of this seller order is held by the intent. */
export function covers(
  intent: Readonly<{ sellerOrderId: SellerOrderId | null }>,
  sellerOrderId: SellerOrderId,
): boolean {
  return intent.sellerOrderId === null || intent.sellerOrderId === sellerOrderId;
}

/** The hold of the payment as a whole: open as long as one of them is. */
export function combinedAuthorizationState(
  authorizations: readonly CommittedAuthorization[],
): AuthorizationState | null {
  const inOrder = ['OPEN', 'CLOSING', 'CLOSED'] as const;
  return (
    inOrder.find((state) => authorizations.some((authorization) => authorization.state === state)) ?? null
  );
}
