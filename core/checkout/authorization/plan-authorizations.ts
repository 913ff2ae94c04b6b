import { currencyOf } from '../../shared/currency.js';
import type { PlanReason } from '../model/checkout-payment.js';

/** The marketplace's setting: the best the card allows, or an intent per seller. */
export type StrategySetting = 'auto' | 'intent_per_seller';

/**
 * Whether the payment element must announce that the card will be saved. It is rendered before the plan is made, so
 * this setting saves every card, even for an order of one seller.
 */
export function savesCard(setting: StrategySetting): boolean {
  return setting === 'intent_per_seller';
}

/** Whether each seller gets their own intent, and why. */
export type AuthorizationPlan = Readonly<{ perSeller: boolean; reason: PlanReason }>;

/**
 * Plans the authorizations of an attempt, before the shopper pays. Whether one authorization for the whole order can be
 * captured seller by seller depends on the card, which is known only once it is authorized (`chooseStrategy`).
 */
export function planAuthorizations({
  setting,
  sellerAmounts,
  currency,
  splitFailed,
}: {
  setting: StrategySetting;
  /** The amount of each seller in minor units. */
  sellerAmounts: readonly bigint[];
  currency: string;
  /** Whether an earlier attempt on this order was authorized for its first seller but failed for another. */
  splitFailed: boolean;
}): AuthorizationPlan {
  if (setting === 'auto')
    return singleAuthorization(
      'SINGLE_AUTHORIZATION',
      'One authorization for the whole order; the charge determines how many captures it allows.',
    );
  const sellers = sellerAmounts.length;
  if (sellers === 1)
    return singleAuthorization('ONE_SELLER', 'There is only one seller, so one authorization is enough.');
  if (splitFailed) {
    const text =
      'The sellers could not be authorized one by one, so this attempt authorizes the whole order at once.';
    return singleAuthorization('SPLIT_FAILED', text);
  }
  const minimum = currencyOf(currency)?.leastMinor ?? 1n;
  if (sellerAmounts.some((amount) => amount < minimum)) {
    const text =
      'One seller’s amount is below the PSP’s minimum charge, so the whole order is authorized at once.';
    return singleAuthorization('SELLER_AMOUNT_TOO_SMALL', text);
  }
  const text = `This marketplace authorizes each seller separately: ${sellers} sellers, ${sellers} intents.`;
  return { perSeller: true, reason: { code: 'INTENT_PER_SELLER', text, paymentOrderId: null } };
}

function singleAuthorization(code: string, text: string): AuthorizationPlan {
  return { perSeller: false, reason: { code, text, paymentOrderId: null } };
}
