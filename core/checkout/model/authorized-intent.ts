import type { AuthorizationState } from './checkout-payment.js';
import type { Checkout, CheckoutChange, CheckoutIntent } from './checkout.js';
import type { CheckoutPaymentOrder } from './payment-order.js';
import { intentOf, patchIntent, patchPayment } from './checkout.js';
import type { CommittedAuthorization } from './intent-authorization.js';
import { covers, combinedAuthorizationState, isCommitted } from './intent-authorization.js';

/** An intent that holds money, or held it and has captures. */
export type AuthorizedIntent = CheckoutIntent &
  Readonly<{ pspIntentId: string; authorization: CommittedAuthorization }>;

/** The intents that the order was confirmed by; one for each seller where each has its own. */
export function authorizedIntents({ intents, payment }: Checkout): readonly AuthorizedIntent[] {
  return intents.flatMap((intent) => {
    const { authorization, pspIntentId } = intent;
    if (!isCommitted(authorization)) return [];
    if (pspIntentId === null)
      throw new Error(`${payment.id} is held by an intent that the PSP does not know`);
    return [{ ...intent, authorization, pspIntentId }];
  });
}

/**
 * The intent that holds the money of a seller order, or whose captures there are. Canceled at the PSP it still is the one to
 * ask: what was captured stays its own, and the answer about the rest is that it holds nothing.
 */
export function authorizedIntentOf(
  checkout: Checkout,
  { sellerOrderId }: Pick<CheckoutPaymentOrder, 'sellerOrderId'>,
): AuthorizedIntent {
  const held = authorizedIntents(checkout).findLast((intent) => covers(intent, sellerOrderId));
  if (held === undefined) throw new Error(`${sellerOrderId} is held by no intent`);
  return held;
}

/** The shares that are captured of an intent's hold. */
export function coveredPaymentOrders(
  { paymentOrders }: Checkout,
  intent: Pick<CheckoutIntent, 'sellerOrderId'>,
): readonly CheckoutPaymentOrder[] {
  return paymentOrders.filter(({ sellerOrderId }) => covers(intent, sellerOrderId));
}

/** Moves the hold of one intent on, and the payment's own with it. */
export function moveAuthorization(
  change: CheckoutChange,
  id: CheckoutIntent['id'],
  state: AuthorizationState,
): CheckoutChange {
  const { authorization } = intentOf(change.after, id);
  if (authorization === null || authorization.state === state) return change;
  const moved = patchIntent(change, id, { authorization: { ...authorization, state } });
  const authorizations = authorizedIntents(moved.after).map((intent) => intent.authorization);
  return patchPayment(moved, { authorization: combinedAuthorizationState(authorizations) });
}
