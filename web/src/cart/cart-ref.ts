/**
 * Prefix of an account's cart reference. The browser stores a guest's bearer token, or this prefix with the cart id, which
 * distinguishes an account's carts from each other.
 */
const ACCOUNT_CART = 'account:';

/** The reference of an account's cart. */
export function accountCartRef(cartId: string): string {
  return `${ACCOUNT_CART}${cartId}`;
}

export function isAccountCart(cartRef: string): boolean {
  return cartRef.startsWith(ACCOUNT_CART);
}

/** How a request names its cart: by a guest's token, or implicitly by the account's session. */
export function cartInput(cartRef: string): { cartToken?: string } {
  return isAccountCart(cartRef) ? {} : { cartToken: cartRef };
}
