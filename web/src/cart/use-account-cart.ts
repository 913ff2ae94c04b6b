import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { useSession } from '../account/session.js';
import { MergeCartDocument, ViewerCartDocument } from '../generated/graphql.js';
import { accountCartRef, isAccountCart } from './cart-ref.js';
import { cartToken, setCartToken } from './cart-token.js';

/**
 * Lets the cart follow the person: what a guest has chosen goes into the account's cart on sign-in, an account finds its
 * cart on every device, and nothing of it stays in a browser that signed out.
 */
export function useAccountCart(): void {
  const client = useApolloClient();
  const session = useSession();
  const accountId = session.kind === 'account' ? session.viewer.id : undefined;
  useEffect(() => {
    if (accountId !== undefined) void takeUpAccountCart(client);
  }, [client, accountId]);
  useEffect(() => {
    const token = cartToken();
    if (session.kind === 'guest' && token !== undefined && isAccountCart(token)) setCartToken(undefined);
  }, [session.kind]);
}

/** When nobody answers the cart stays as it was, and the next visit tries again. */
async function takeUpAccountCart(client: ApolloClient): Promise<void> {
  const before = cartToken();
  try {
    if (before !== undefined && !isAccountCart(before)) {
      const variables = { input: { cartToken: before } };
      const { data } = await client.mutate({ mutation: MergeCartDocument, variables });
      // What did not fit stays in the guest's cart, and this browser with it.
      if (data?.mergeCart.__typename === 'MergeCartSuccess' && data.mergeCart.leftOut.length > 0) return;
    }
    const { data } = await client.query({ query: ViewerCartDocument, fetchPolicy: 'network-only' });
    if (cartToken() !== before || data?.viewer == null) return;
    setCartToken(data.viewer.cart == null ? undefined : accountCartRef(data.viewer.cart.id));
  } catch {
    return;
  }
}
