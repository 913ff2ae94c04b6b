import type { AccountId, CartId, ItemId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { Cart, CartItem } from './cart.js';

/** By what a cart is found: a guest's by the hash of its token, an account's open one by the account. */
export type CartKey = Readonly<{ tokenHash: string }> | Readonly<{ accountId: AccountId }>;

export type CartLineChange = Readonly<{
  cartId: CartId;
  itemId: ItemId;
  quantity: number;
  /** Of the cart that the quantity was decided from. */
  version: number;
}>;

export type AccountCart = Readonly<{ accountId: AccountId; currency: string; destination: string }>;

/** So many units of an item. */
export type CartUnits = Readonly<{ itemId: ItemId; quantity: number }>;

/** Stores carts. */
export interface Carts {
  create(cart: { id: CartId; tokenHash: string; currency: string; destination: string }): Promise<Cart>;
  /**
   * Opens the account's cart, or turns an empty one to this currency; one with lines stays as it is. An account has one
   * open cart, however many tabs open it. In the transaction when one is given.
   */
  openForAccount(cart: AccountCart, tx?: Tx): Promise<void>;
  find(key: CartKey): Promise<Cart | null>;
  /** As `find`, and beside it the item as it would be in this cart; null when there is no such item. */
  findWithItem(key: CartKey, itemId: ItemId): Promise<{ cart: Cart; item: CartItem | null } | null>;
  /** As `find`, for this destination if one is given, and holds the cart's row so that only one order can come of it. */
  lock(tx: Tx, key: CartKey, destination: string | null): Promise<Cart | null>;
  /**
   * Sets a line's quantity, adding the line when it is new; zero removes it. False, and nothing is changed, when the cart
   * was ordered or has another version by now.
   */
  setLine(change: CartLineChange): Promise<boolean>;
  /** Takes units out of one cart and puts them into another; both are locked by the transaction. */
  moveUnits(tx: Tx, move: { from: CartId; to: CartId; units: readonly CartUnits[] }): Promise<void>;
  /** Sets where the cart would be shipped. */
  setDestination(cartId: CartId, destination: string): Promise<void>;
}
