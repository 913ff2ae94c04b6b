import type { CartId, ItemId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { Cart } from './cart.js';

export type CartLineChange = Readonly<{
  cartId: CartId;
  itemId: ItemId;
  quantity: number;
  /** Of the cart that the quantity was decided from. */
  version: number;
}>;

/** Stores carts. A cart is found only by the hash of its bearer token. */
export interface Carts {
  create(cart: { id: CartId; tokenHash: string; currency: string; destination: string }): Promise<Cart>;
  find(tokenHash: string): Promise<Cart | null>;
  /** As `find` for this destination, and holds the cart's row so that only one order can come of it. */
  lock(tx: Tx, tokenHash: string, destination: string): Promise<Cart | null>;
  /**
   * Sets a line's quantity, adding the line when it is new; zero removes it. False, and nothing is changed, when the cart
   * was ordered or has another version by now.
   */
  setLine(change: CartLineChange): Promise<boolean>;
  /** Sets where the cart would be shipped. */
  setDestination(cartId: CartId, destination: string): Promise<void>;
}

/** Bearer tokens of guests. Only their hashes are stored. */
export interface GuestTokens {
  newCartToken(): string;
  /** The one token of an order, derived from its id with the server's secret; a replayed answer can give it again. */
  orderToken(orderId: string): string;
  /** Lower-case hex of the SHA-256. */
  hash(token: string): string;
}
