import { currencyOf } from '../../shared/currency.js';
import type { PlanReason } from '../model/checkout-payment.js';

/** What the marketplace wants: the best that the card allows, or an intent for each seller. */
export type StrategySetting = 'auto' | 'intent_per_seller';

/**
 * Whether the element that takes the card has to be told that it will be kept. It is shown before the plan is made, so with
 * this setting every card is kept, also for an order of one seller.
 */
export function savesCard(setting: StrategySetting): boolean {
  return setting === 'intent_per_seller';
}

/** Whether each seller gets an intent of their own, and why. */
export type AuthorizationPlan = Readonly<{ perSeller: boolean; reason: PlanReason }>;

/**
 * How the money of an attempt is to be held; decided before the shopper pays. One hold for the whole order is captured
 * seller by seller where the card allows it, which is known only when it is held (`chooseStrategy`).
 */
export function planAuthorizations({
  setting,
  sellerAmounts,
  currency,
  splitFailed,
}: {
  setting: StrategySetting;
  /** What each seller is to be paid, in minor units. */
  sellerAmounts: readonly bigint[];
  currency: string;
  /** Whether an earlier attempt on this order was held for its first seller and refused for another. */
  splitFailed: boolean;
}): AuthorizationPlan {
  if (setting === 'auto')
    return singleAuthorization(
      'SINGLE_AUTHORIZATION',
      'One hold for the whole order; the charge will say how often it can be captured.',
    );
  const sellers = sellerAmounts.length;
  if (sellers === 1)
    return singleAuthorization('ONE_SELLER', 'There is one seller, so one hold is all that is needed.');
  if (splitFailed) {
    const text =
      'The sellers’ shares could not be held one by one, so this attempt holds the whole order at once.';
    return singleAuthorization('SPLIT_FAILED', text);
  }
  const least = currencyOf(currency)?.leastMinor ?? 1n;
  if (sellerAmounts.some((amount) => amount < least)) {
    const text = 'One seller’s share is less than the PSP holds, so the whole order is held at once.';
    return singleAuthorization('SELLER_AMOUNT_TOO_SMALL', text);
  }
  const text = `This marketplace holds each share by an intent of its own: ${sellers} sellers, ${sellers} intents.`;
  return { perSeller: true, reason: { code: 'INTENT_PER_SELLER', text, paymentOrderId: null } };
}

function singleAuthorization(code: string, text: string): AuthorizationPlan {
  return { perSeller: false, reason: { code, text, paymentOrderId: null } };
}
