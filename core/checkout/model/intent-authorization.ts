import type { SellerOrderId } from '../../shared/ids.js';
import type { AuthorizationState } from './checkout-payment.js';

/**
 * What the bank authorized for one intent. PENDING_SIBLINGS counts only once every intent of the attempt is authorized;
 * ABANDONED belongs to a failed attempt, and a step voids it.
 */
export type IntentAuthorization = Readonly<{
  state: AuthorizationState | 'PENDING_SIBLINGS' | 'ABANDONED';
  /** Whether it allows several captures. */
  multicapture: boolean;
  /** The PSP's own deadline. */
  captureBefore: Date | null;
}>;

/** An authorization that counts: it confirmed the order, and the payment orders it covers are captured from it. */
export type CommittedAuthorization = IntentAuthorization & Readonly<{ state: AuthorizationState }>;

/** Whether the authorization counts or once did. */
export function isCommitted(
  authorization: IntentAuthorization | null,
): authorization is CommittedAuthorization {
  return (
    authorization !== null &&
    authorization.state !== 'PENDING_SIBLINGS' &&
    authorization.state !== 'ABANDONED'
  );
}

/** Whether the intent covers the seller order. */
export function covers(
  intent: Readonly<{ sellerOrderId: SellerOrderId | null }>,
  sellerOrderId: SellerOrderId,
): boolean {
  return intent.sellerOrderId === null || intent.sellerOrderId === sellerOrderId;
}

/** The authorization state of the whole payment: open as long as any of them is open. */
export function combinedAuthorizationState(
  authorizations: readonly CommittedAuthorization[],
): AuthorizationState | null {
  const inOrder = ['OPEN', 'CLOSING', 'CLOSED'] as const;
  return (
    inOrder.find((state) => authorizations.some((authorization) => authorization.state === state)) ?? null
  );
}
