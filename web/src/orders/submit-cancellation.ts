import { apolloClient } from '../app/apollo-client.js';
import { CancelOrderDocument, type CancellationReason } from '../generated/graphql.js';
import { intentKeyStore } from '../shared/intent-key-store.js';

const keys = intentKeyStore(
  () => sessionStorage,
  () => crypto.randomUUID(),
);

/** The shopper's reasons for canceling; reasons of operators are not offered. */
export const reasons: readonly { readonly value: CancellationReason; readonly label: string }[] = [
  { value: 'CHANGED_MIND', label: 'I changed my mind' },
  { value: 'ORDERED_BY_MISTAKE', label: 'I ordered it by mistake' },
  { value: 'TOO_EXPENSIVE', label: 'It’s too expensive' },
  { value: 'TOO_SLOW', label: 'It takes too long' },
  { value: 'OTHER', label: 'Other reason' },
];

/** `undefined` on success, otherwise the error shown to the shopper. The live page shows the new state. */
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
    return result?.message ?? 'The shop didn’t respond. Try again in a moment.';
  } catch {
    return 'We can’t reach the shop. Try again in a moment.';
  }
}
