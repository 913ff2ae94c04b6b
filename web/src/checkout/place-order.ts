import { apolloClient } from '../app/apollo-client.js';
import { cartInput } from '../cart/cart-ref.js';
import { PlaceOrderDocument, type PlaceOrderMutation } from '../generated/graphql.js';
import { askAgain, type NotYet } from '../shared/ask-again.js';
import { intentKeys } from './intent-keys.js';
import type { PendingCheckout } from './pending.js';

/** The result of placing the order. */
export type PlaceOrderOutcome = Exclude<
  PlaceOrderMutation['placeOrder'],
  { __typename: 'IdempotencyKeyInProgress' }
>;

/**
 * Places the order of a pending checkout, once: retries, repeated clicks and reloads share the idempotency key and give the
 * same order. `undefined` means that the API didn't answer.
 */
export async function placeOrder(pending: PendingCheckout): Promise<PlaceOrderOutcome | undefined> {
  const { cartToken, quoteVersion, email, shipTo } = pending;
  const intent = `place-order ${cartToken}`;
  const content = { quoteVersion, email, shipTo };
  const { line2, ...address } = shipTo;
  const input = {
    ...cartInput(cartToken),
    quoteVersion,
    email,
    shipTo: line2 === undefined ? address : { ...address, line2 },
    idempotencyKey: intentKeys.keyFor(intent, content),
  };
  const outcome = await askAgain(async (): Promise<PlaceOrderOutcome | NotYet> => {
    const { data } = await apolloClient.mutate({ mutation: PlaceOrderDocument, variables: { input } });
    if (data == null) throw new Error('Response without data');
    const result = data.placeOrder;
    return result.__typename === 'IdempotencyKeyInProgress'
      ? { againAfterMs: result.askAgainAfterMs }
      : result;
  });
  if (outcome !== undefined) intentKeys.settle(intent);
  return outcome;
}
