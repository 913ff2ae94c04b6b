import type { SellerOrderId } from '../../shared/ids.js';
import type { HoldState } from './checkout-payment.js';

/**
 * What the bank holds by one intent. WAITING counts only when every intent of the attempt is held; GIVEN_UP was held for an
 * attempt that came to nothing, and a step releases it.
 */
export type IntentHold = Readonly<{
  state: HoldState | 'WAITING' | 'GIVEN_UP';
  /** Whether several captures may be taken of it. */
  multicapture: boolean;
  /** The PSP's own deadline. */
  captureBefore: Date | null;
}>;

/** A hold that counts: the order was confirmed by it, and the shares that it covers are captured of it. */
export type CountedHold = IntentHold & Readonly<{ state: HoldState }>;

/** Whether the hold counts, or counted once. */
export function isCounted(hold: IntentHold | null): hold is CountedHold {
  return hold !== null && hold.state !== 'WAITING' && hold.state !== 'GIVEN_UP';
}

/** Whether the money of this seller order is held by the intent. */
export function covers(
  intent: Readonly<{ sellerOrderId: SellerOrderId | null }>,
  sellerOrderId: SellerOrderId,
): boolean {
  return intent.sellerOrderId === null || intent.sellerOrderId === sellerOrderId;
}

/** The hold of the payment as a whole: open as long as one of them is. */
export function holdOfAll(holds: readonly CountedHold[]): HoldState | null {
  const inOrder = ['OPEN', 'CLOSING', 'CLOSED'] as const;
  return inOrder.find((state) => holds.some((hold) => hold.state === state)) ?? null;
}
