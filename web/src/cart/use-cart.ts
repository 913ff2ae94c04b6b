import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { CartByTokenDocument, type CartPartsFragment } from '../generated/graphql.js';
import { cartToken, setCartToken, useCartToken } from './cart-token.js';

/** The cart of this browser as the API prices it now. */
export type CartState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreachable'; readonly retry: () => void }
  | { readonly kind: 'filled'; readonly cart: CartPartsFragment; readonly token: string };

/** Follows the cart; one that the API no longer knows is forgotten. */
export function useCart(): CartState {
  const token = useCartToken();
  const { data, error, refetch } = useQuery(CartByTokenDocument, {
    variables: { token: token ?? '' },
    skip: token === undefined,
    fetchPolicy: 'cache-and-network',
  });
  const isGone = data?.cart === null;
  useEffect(() => {
    if (isGone && cartToken() === token) setCartToken(undefined);
  }, [isGone, token]);

  if (token === undefined || isGone) return { kind: 'empty' };
  if (data?.cart != null) {
    return data.cart.unitCount === 0 ? { kind: 'empty' } : { kind: 'filled', cart: data.cart, token };
  }
  return error === undefined ? { kind: 'loading' } : { kind: 'unreachable', retry: () => void refetch() };
}
