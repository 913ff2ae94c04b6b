import type { PaymentIntentId } from '../shared/ids.js';
import type { Checkout } from './model/checkout.js';
import { intentOf } from './model/checkout.js';
import type { CheckoutFact } from './model/checkout-psp.js';
import type { PspMoney } from '../psp/psp-answer.js';

/**
 * Why the amount the PSP reports cannot be the one we asked for; null when it matches. An amount we did not ask for is
 * never recorded, whatever reports it: somebody has used our objects at the PSP, and an operator must look into it.
 */
export function amountMismatch(
  checkout: Checkout,
  { intentId, fact }: { intentId: PaymentIntentId; fact: CheckoutFact },
  reported: PspMoney,
): string | null {
  const { currency } = checkout.order;
  const requestedMinor = requestedOf(checkout, intentId, fact);
  if (requestedMinor === null || (reported.amountMinor === requestedMinor && reported.currency === currency))
    return null;
  return `the PSP reports ${reported.amountMinor} ${reported.currency} instead of ${requestedMinor} ${currency}`;
}

/** In minor units; null for a refund that does not belong to this checkout. */
function requestedOf(checkout: Checkout, intentId: PaymentIntentId, fact: CheckoutFact): bigint | null {
  if (fact.kind !== 'REFUND') return intentOf(checkout, intentId).amountMinor;
  return checkout.refunds.find(({ id }) => id === fact.refundId)?.amountMinor ?? null;
}
