import type { ApolloClient } from '@apollo/client';
import { CartByTokenDocument, ViewerCartDocument } from '../generated/graphql.js';
import { isAccountCart } from './cart-ref.js';

/** Fetches the current cart into Apollo's cache, which updates every component that shows it. */
export async function fetchCart(client: ApolloClient, cartRef: string): Promise<void> {
  const fetchPolicy = 'network-only';
  if (isAccountCart(cartRef)) await client.query({ query: ViewerCartDocument, fetchPolicy });
  else await client.query({ query: CartByTokenDocument, variables: { token: cartRef }, fetchPolicy });
}
