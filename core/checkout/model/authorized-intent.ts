import type { AuthorizationState } from './checkout-payment.js';
import type { Checkout, CheckoutChange, CheckoutIntent } from './checkout.js';
import type { CheckoutPaymentOrder } from './payment-order.js';
import { intentOf, patchIntent, patchPayment } from './checkout.js';
import type { CommittedAuthorization } from './intent-authorization.js';
import { covers, combinedAuthorizationState, isCommitted } from './intent-authorization.js';

/** An intent with an authorization, open or ended. */
export type AuthorizedIntent = CheckoutIntent &
  Readonly<{ pspIntentId: string; authorization: CommittedAuthorization }>;

/** The intents that confirmed the order; one per seller where each has its own. */
export function authorizedIntents({ intents, payment }: Checkout): readonly AuthorizedIntent[] {
  return intents.flatMap((intent) => {
    const { authorization, pspIntentId } = intent;
    if (!isCommitted(authorization)) return [];
    if (pspIntentId === null) throw new Error(`${payment.id} is authorized by an intent without a PSP id`);
    return [{ ...intent, authorization, pspIntentId }];
  });
}

/**
 * The intent that authorized a seller order. It stays the right one after a cancel at the PSP: its captures remain, and
 * the answer about the rest is that nothing is authorized any more.
 */
export function authorizedIntentOf(
  checkout: Checkout,
  { sellerOrderId }: Pick<CheckoutPaymentOrder, 'sellerOrderId'>,
): AuthorizedIntent {
  const intent = authorizedIntents(checkout).findLast((each) => covers(each, sellerOrderId));
  if (intent === undefined) throw new Error(`${sellerOrderId} is not covered by an authorized intent`);
  return intent;
}

/** The payment orders captured from an intent's authorization. */
export function coveredPaymentOrders(
  { paymentOrders }: Checkout,
  intent: Pick<CheckoutIntent, 'sellerOrderId'>,
): readonly CheckoutPaymentOrder[] {
  return paymentOrders.filter(({ sellerOrderId }) => covers(intent, sellerOrderId));
}

/** Changes the authorization state of an intent, and the payment's combined state with it. */
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
