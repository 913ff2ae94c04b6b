import type { HoldState } from './checkout-payment.js';
import type { Checkout, CheckoutChange, CheckoutIntent } from './checkout.js';
import type { CheckoutPaymentOrder } from './payment-order.js';
import { intentOf, patchIntent, patchPayment } from './checkout.js';
import type { CountedHold } from './intent-hold.js';
import { covers, holdOfAll, isCounted } from './intent-hold.js';

/** An intent that holds money, or held it and has captures. */
export type HoldingIntent = CheckoutIntent & Readonly<{ pspIntentId: string; hold: CountedHold }>;

/** The intents that the order was confirmed by; one for each seller where each has its own. */
export function holdingIntents({ intents, payment }: Checkout): readonly HoldingIntent[] {
  return intents.flatMap((intent) => {
    const { hold, pspIntentId } = intent;
    if (!isCounted(hold)) return [];
    if (pspIntentId === null)
      throw new Error(`${payment.id} is held by an intent that the PSP does not know`);
    return [{ ...intent, hold, pspIntentId }];
  });
}

/**
 * The intent that holds the money of a seller order, or whose captures there are. Canceled at the PSP it still is the one to
 * ask: what was captured stays its own, and the answer about the rest is that it holds nothing.
 */
export function holdingIntent(
  checkout: Checkout,
  { sellerOrderId }: Pick<CheckoutPaymentOrder, 'sellerOrderId'>,
): HoldingIntent {
  const held = holdingIntents(checkout).findLast((intent) => covers(intent, sellerOrderId));
  if (held === undefined) throw new Error(`${sellerOrderId} is held by no intent`);
  return held;
}

/** The shares that are captured of an intent's hold. */
export function sharesOfHold(
  { paymentOrders }: Checkout,
  intent: Pick<CheckoutIntent, 'sellerOrderId'>,
): readonly CheckoutPaymentOrder[] {
  return paymentOrders.filter(({ sellerOrderId }) => covers(intent, sellerOrderId));
}

/** Moves the hold of one intent on, and the payment's own with it. */
export function moveHold(change: CheckoutChange, id: CheckoutIntent['id'], state: HoldState): CheckoutChange {
  const { hold } = intentOf(change.after, id);
  if (hold === null || hold.state === state) return change;
  const moved = patchIntent(change, id, { hold: { ...hold, state } });
  const holds = holdingIntents(moved.after).map((intent) => intent.hold);
  return patchPayment(moved, { hold: holdOfAll(holds) });
}
