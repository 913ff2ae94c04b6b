import { apolloClient } from '../app/apollo-client.js';
import { ConfirmDeliveryDocument } from '../generated/graphql.js';
import { intentKeyStore } from '../shared/intent-key-store.js';

const keys = intentKeyStore(
  () => sessionStorage,
  () => crypto.randomUUID(),
);

/** `undefined` on success, otherwise the error shown to the shopper. The live page shows the new state. */
export async function confirmArrival(sellerOrderId: string, orderToken: string): Promise<string | undefined> {
  const intent = `arrived ${sellerOrderId}`;
  const input = { sellerOrderId, orderToken, idempotencyKey: keys.keyFor(intent, sellerOrderId) };
  try {
    const { data } = await apolloClient.mutate({ mutation: ConfirmDeliveryDocument, variables: { input } });
    keys.settle(intent);
    const result = data?.confirmDelivery;
    if (result?.__typename === 'DeliveryConfirmed') return undefined;
    return result?.message ?? 'The shop didn’t respond. Try again in a moment.';
  } catch {
    return 'We can’t reach the shop. Try again in a moment.';
  }
}
