import type { CaptureStrategy } from '../payments/checkout-payment.js';

/** Captures that the PSP allows on one charge (docs.stripe.com/payments/multicapture). */
export const MAX_CAPTURES = 50;

/**
 * How the shares of a hold become captures. The charge says whether it can be captured several times; one capture is kept
 * for closing the hold.
 */
export function chooseStrategy({
  multicapture,
  shares,
}: {
  multicapture: boolean;
  shares: number;
}): CaptureStrategy {
  return multicapture && shares < MAX_CAPTURES ? 'MULTICAPTURE' : 'SINGLE_CAPTURE';
}
