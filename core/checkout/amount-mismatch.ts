import type { PaymentIntentId } from '../shared/ids.js';
import type { Checkout } from './model/checkout.js';
import { intentOf } from './model/checkout.js';
import type { CheckoutFact } from './model/checkout-psp.js';
import type { PspMoney } from '../psp/psp-answer.js';

/**
 * Why what the PSP says cannot be about what we asked for; null when it agrees. Money that was not asked for is never
 * recorded, whichever way it is told: somebody has used our objects at the PSP, and a person must look.
 */
export function amountMismatch(
  checkout: Checkout,
  { intentId, fact }: { intentId: PaymentIntentId; fact: CheckoutFact },
  reported: PspMoney,
): string | null {
  const { currency } = checkout.order;
  const asked = askedFor(checkout, intentId, fact);
  if (asked === null || (reported.amountMinor === asked && reported.currency === currency)) return null;
  return `the PSP says ${reported.amountMinor} ${reported.currency} where ${asked} ${currency} was asked for`;
}

/** In minor units; null for a refund that is none of this checkout's. */
function askedFor(checkout: Checkout, intentId: PaymentIntentId, fact: CheckoutFact): bigint | null {
  if (fact.kind !== 'REFUND') return intentOf(checkout, intentId).amountMinor;
  return checkout.refunds.find(({ id }) => id === fact.refundId)?.amountMinor ?? null;
}
