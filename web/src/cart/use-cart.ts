import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { CartByTokenDocument, type CartPartsFragment, ViewerCartDocument } from '../generated/graphql.js';
import { isAccountCart } from './cart-ref.js';
import { cartToken, setCartToken, useCartToken } from './cart-token.js';

/** This browser's cart at current prices. */
export type CartState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreachable'; readonly retry: () => void }
  | { readonly kind: 'filled'; readonly cart: CartPartsFragment; readonly token: string };

/** Subscribes to the cart; a reference that the API no longer knows is cleared. */
export function useCart(): CartState {
  const token = useCartToken();
  const isAccount = token !== undefined && isAccountCart(token);
  const guest = useQuery(CartByTokenDocument, {
    variables: { token: token ?? '' },
    skip: token === undefined || isAccount,
    fetchPolicy: 'cache-and-network',
  });
  const account = useQuery(ViewerCartDocument, { skip: !isAccount, fetchPolicy: 'cache-and-network' });
  const { error, refetch } = isAccount ? account : guest;
  const cart = isAccount ? cartOfViewer(account.data) : guest.data?.cart;
  useEffect(() => {
    if (cart === null && cartToken() === token) setCartToken(undefined);
  }, [cart, token]);

  if (token === undefined || cart === null) return { kind: 'empty' };
  if (cart !== undefined) return cart.unitCount === 0 ? { kind: 'empty' } : { kind: 'filled', cart, token };
  return error === undefined ? { kind: 'loading' } : { kind: 'unreachable', retry: () => void refetch() };
}

/** Undefined while the session is being renewed: that must not clear the cart. */
function cartOfViewer(
  data: { viewer?: { cart?: CartPartsFragment | null } | null } | undefined,
): CartPartsFragment | null | undefined {
  return data?.viewer == null ? undefined : (data.viewer.cart ?? null);
}
