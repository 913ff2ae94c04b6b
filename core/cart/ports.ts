import type { AccountId, CartId, ItemId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { Cart, CartItem } from './cart.js';

/** Finds a guest's cart by the hash of its token, an account's open cart by the account. */
export type CartKey = Readonly<{ tokenHash: string }> | Readonly<{ accountId: AccountId }>;

export type CartLineChange = Readonly<{
  cartId: CartId;
  itemId: ItemId;
  quantity: number;
  /** The cart version that the quantity is based on. */
  version: number;
}>;

export type AccountCart = Readonly<{ accountId: AccountId; currency: string; destination: string }>;

/** A number of units of an item. */
export type CartUnits = Readonly<{ itemId: ItemId; quantity: number }>;

export interface Carts {
  create(cart: { id: CartId; tokenHash: string; currency: string; destination: string }): Promise<Cart>;
  /**
   * Creates the account's cart, or sets the currency of an empty one; a cart with lines is not changed. An account has
   * one open cart, even if several tabs create it at once. Runs in the transaction if one is given.
   */
  openForAccount(cart: AccountCart, tx?: Tx): Promise<void>;
  find(key: CartKey): Promise<Cart | null>;
  /** Like `find`, plus the item as it would be in this cart; null if there is no such item. */
  findWithItem(key: CartKey, itemId: ItemId): Promise<{ cart: Cart; item: CartItem | null } | null>;
  /** Like `find`, for this destination if one is given; locks the cart's row, so that it can become only one order. */
  lock(tx: Tx, key: CartKey, destination: string | null): Promise<Cart | null>;
  /**
   * Sets a line's quantity, adding the line if it is new; zero removes it. Returns false and changes nothing if the
   * cart was ordered or its version has changed.
   */
  setLine(change: CartLineChange): Promise<boolean>;
  /** Moves units from one cart to another; the transaction has locked both. */
  moveUnits(tx: Tx, move: { from: CartId; to: CartId; units: readonly CartUnits[] }): Promise<void>;
  setDestination(cartId: CartId, destination: string): Promise<void>;
}
