/**
 * What the browser remembers of its cart: a guest's bearer token, or that it is the cart of the account, named by its id so
 * that every next cart is told from the one before.
 */
const ACCOUNT_CART = 'account:';

/** The reference of an account's cart. */
export function accountCartRef(cartId: string): string {
  return `${ACCOUNT_CART}${cartId}`;
}

export function isAccountCart(cartRef: string): boolean {
  return cartRef.startsWith(ACCOUNT_CART);
}

/** How the API is told which cart is meant: by a guest's token, or by nothing but who asks. */
export function cartInput(cartRef: string): { cartToken?: string } {
  return isAccountCart(cartRef) ? {} : { cartToken: cartRef };
}
