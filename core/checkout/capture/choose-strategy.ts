import type { CaptureStrategy, PlanReason } from '../model/checkout-payment.js';

/** The number of captures the PSP allows on one charge (docs.stripe.com/payments/multicapture). */
export const MAX_CAPTURES = 50;

/** A strategy and the reason for it. */
export type ChosenStrategy = Readonly<{ strategy: CaptureStrategy; reason: PlanReason }>;

/**
 * How the payment orders of one authorization for the whole order are captured. The charge determines whether it allows
 * several captures; when there are as many payment orders as captures, the last one closes the authorization.
 */
export function chooseStrategy({
  multicapture,
  sellerCount,
}: {
  multicapture: boolean;
  sellerCount: number;
}): ChosenStrategy {
  if (multicapture && sellerCount <= MAX_CAPTURES)
    return because('MULTICAPTURE', 'The charge allows several captures: one per seller.');
  const text = multicapture
    ? `The charge allows ${MAX_CAPTURES} captures, and there are ${sellerCount} sellers`
    : 'The charge allows only one capture';
  return because('SINGLE_CAPTURE', `${text}: a single capture runs once every payment order is decided.`);
}

function because(strategy: CaptureStrategy, text: string): ChosenStrategy {
  return { strategy, reason: { code: strategy, text, paymentOrderId: null } };
}
