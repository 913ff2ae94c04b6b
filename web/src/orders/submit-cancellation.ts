import { apolloClient } from '../app/apollo-client.js';
import { CancelOrderDocument, type CancellationReason } from '../generated/graphql.js';
import { intentKeyStore } from '../shared/intent-key-store.js';

const keys = intentKeyStore(
  () => sessionStorage,
  () => crypto.randomUUID(),
);

/** Why the buyer calls it off, in words; what operations say is not offered. */
export const reasons: readonly { readonly value: CancellationReason; readonly label: string }[] = [
  { value: 'CHANGED_MIND', label: 'I do not want it any more' },
  { value: 'ORDERED_BY_MISTAKE', label: 'I ordered it by mistake' },
  { value: 'TOO_EXPENSIVE', label: 'It is too expensive' },
  { value: 'TOO_SLOW', label: 'It takes too long' },
  { value: 'OTHER', label: 'Something else' },
];

/** `undefined` when the order is canceled, otherwise why not, in words. The page shows the new state by itself. */
export async function submitCancellation(
  orderId: string,
  why: { readonly orderToken: string; readonly reason: CancellationReason; readonly note: string },
): Promise<string | undefined> {
  const intent = `cancel ${orderId}`;
  const input = { orderId, ...why, idempotencyKey: keys.keyFor(intent, why) };
  try {
    const { data } = await apolloClient.mutate({ mutation: CancelOrderDocument, variables: { input } });
    keys.settle(intent);
    const result = data?.cancelOrder;
    if (result?.__typename === 'OrderCanceled') return undefined;
    return result?.message ?? 'The shop did not answer.';
  } catch {
    return 'The shop cannot be reached. Your order is unchanged; try again in a moment.';
  }
}
