import { map } from 'rxjs';
import { apolloClient } from '../app/apollo-client.js';
import { pushed } from '../app/pushed.js';
import type { LiveSource } from '../app/use-live.js';
import {
  PaymentByTokenDocument,
  PaymentUpdatedDocument,
  type PaymentPartsFragment,
} from '../generated/graphql.js';

/** The live payment of an order during checkout: the created intent, the bank's answer, the next action. */
export function livePayment(
  known: PaymentPartsFragment,
  orderToken: string,
): LiveSource<PaymentPartsFragment> {
  const { id } = known;
  return {
    initial: () => known,
    fetch: async () => {
      const { data } = await apolloClient.query({
        query: PaymentByTokenDocument,
        variables: { id, orderToken },
        fetchPolicy: 'no-cache',
      });
      return data?.payment ?? null;
    },
    follow: () =>
      apolloClient
        .subscribe({
          query: PaymentUpdatedDocument,
          variables: { paymentId: id, orderToken },
          fetchPolicy: 'no-cache',
        })
        .pipe(map((update) => pushed(update).paymentUpdated)),
    isOlder: (incoming, current) => incoming.version < current.version,
  };
}
