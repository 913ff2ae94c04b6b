import { apolloClient } from '../app/apollo-client.js';
import { ConfirmDeliveryDocument } from '../generated/graphql.js';
import { intentKeyStore } from '../shared/intent-key-store.js';

const keys = intentKeyStore(
  () => sessionStorage,
  () => crypto.randomUUID(),
);

/** `undefined` when it is noted, otherwise why not, in words. The page shows the new state by itself. */
export async function confirmArrival(sellerOrderId: string, orderToken: string): Promise<string | undefined> {
  const intent = `arrived ${sellerOrderId}`;
  const input = { sellerOrderId, orderToken, idempotencyKey: keys.keyFor(intent, sellerOrderId) };
  try {
    const { data } = await apolloClient.mutate({ mutation: ConfirmDeliveryDocument, variables: { input } });
    keys.settle(intent);
    const result = data?.confirmDelivery;
    if (result?.__typename === 'DeliveryConfirmed') return undefined;
    return result?.message ?? 'The shop did not answer.';
  } catch {
    return 'The shop cannot be reached. Nothing was noted; try again in a moment.';
  }
}
