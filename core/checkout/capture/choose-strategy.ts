import type { CaptureStrategy, PlanReason } from '../model/checkout-payment.js';

/** Captures that the PSP allows on one charge (docs.stripe.com/payments/multicapture). */
export const MAX_CAPTURES = 50;

/** A strategy with the sentence that says why it is this one. */
export type ChosenStrategy = Readonly<{ strategy: CaptureStrategy; reason: PlanReason }>;

/**
 * How the shares of one hold for the whole order become captures. The charge says whether it can be captured several times;
 * with as many shares as it allows captures, the last one closes the hold.
 */
export function chooseStrategy({
  multicapture,
  sellerCount,
}: {
  multicapture: boolean;
  sellerCount: number;
}): ChosenStrategy {
  if (multicapture && sellerCount <= MAX_CAPTURES)
    return because('MULTICAPTURE', 'The charge allows several captures: one for each seller.');
  const text = multicapture
    ? `The charge allows ${MAX_CAPTURES} captures, and there are ${sellerCount} sellers`
    : 'The charge allows one capture only';
  return because('SINGLE_CAPTURE', `${text}: one takes everything decided when all sellers have decided.`);
}

function because(strategy: CaptureStrategy, text: string): ChosenStrategy {
  return { strategy, reason: { code: strategy, text, paymentOrderId: null } };
}
