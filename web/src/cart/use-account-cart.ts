import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { useSession } from '../account/session.js';
import { MergeCartDocument, ViewerCartDocument } from '../generated/graphql.js';
import { accountCartRef, isAccountCart } from './cart-ref.js';
import { cartToken, setCartToken } from './cart-token.js';

/**
 * Ties the cart to the account: on sign-in the guest's cart is merged into the account's cart, which is the same on every
 * device; on sign-out the browser forgets it.
 */
export function useAccountCart(): void {
  const client = useApolloClient();
  const session = useSession();
  const accountId = session.kind === 'account' ? session.viewer.id : undefined;
  useEffect(() => {
    if (accountId !== undefined) void adoptAccountCart(client);
  }, [client, accountId]);
  useEffect(() => {
    const token = cartToken();
    if (session.kind === 'guest' && token !== undefined && isAccountCart(token)) setCartToken(undefined);
  }, [session.kind]);
}

/** On failure the cart stays as it is and the next visit retries. */
async function adoptAccountCart(client: ApolloClient): Promise<void> {
  const before = cartToken();
  try {
    if (before !== undefined && !isAccountCart(before)) {
      const variables = { input: { cartToken: before } };
      const { data } = await client.mutate({ mutation: MergeCartDocument, variables });
      // Left-over lines stay in the guest's cart, and this browser keeps using that cart.
      if (data?.mergeCart.__typename === 'MergeCartSuccess' && data.mergeCart.leftOut.length > 0) return;
    }
    const { data } = await client.query({ query: ViewerCartDocument, fetchPolicy: 'network-only' });
    if (cartToken() !== before || data?.viewer == null) return;
    setCartToken(data.viewer.cart == null ? undefined : accountCartRef(data.viewer.cart.id));
  } catch {
    return;
  }
}
