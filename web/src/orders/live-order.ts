import { map } from 'rxjs';
import { apolloClient } from '../app/apollo-client.js';
import { pushed } from '../app/pushed.js';
import type { LiveSource } from '../app/use-live.js';
import { isOlderOrder } from './is-older-order.js';
import { OrderByTokenDocument, OrderUpdatedDocument, type OrderPartsFragment } from '../generated/graphql.js';

/** An order with its payment as a live source. */
export function liveOrder(id: string, token: string): LiveSource<OrderPartsFragment> {
  const variables = { id, token };
  return {
    initial: () => apolloClient.readQuery({ query: OrderByTokenDocument, variables })?.order ?? null,
    fetch: async () => {
      const { data } = await apolloClient.query({
        query: OrderByTokenDocument,
        variables,
        fetchPolicy: 'no-cache',
      });
      return data?.order ?? null;
    },
    follow: () =>
      apolloClient
        .subscribe({
          query: OrderUpdatedDocument,
          variables: { orderId: id, token },
          fetchPolicy: 'no-cache',
        })
        .pipe(map((update) => pushed(update).orderUpdated)),
    isOlder: isOlderOrder,
  };
}
