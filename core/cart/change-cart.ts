import { z } from 'zod';

import type { Item } from '../catalog/item.js';
import type { Items } from '../catalog/ports.js';
import { currencyCode } from '../shared/currency-code.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { ItemId } from '../shared/ids.js';
import { newId, parseId } from '../shared/ids.js';
import type {
  Cart,
  CartAlreadyOrdered,
  CartItem,
  CartNotFound,
  CurrencyMismatch,
  InsufficientStock,
} from './cart.js';
import type { ItemNotFound } from '../inventory/ports.js';
import { MAX_CART_LINES, MAX_LINE_QUANTITY } from './cart.js';
import { cartKeyOf, type CartHolder } from './cart-key.js';
import type { CartKey, Carts } from './ports.js';
import type { GuestTokens } from '../identity/guest-tokens.js';
import { HOME_COUNTRY } from '../catalog/tax.js';

export type CartDependencies = Readonly<{ carts: Carts; items: Items; tokens: GuestTokens }>;

const destination = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code such as DE');

export type CartChangeError =
  CartNotFound | CartAlreadyOrdered | ItemNotFound | CurrencyMismatch | InsufficientStock | InvalidInput;

/** Creates an empty cart and the bearer token that alone gives access to it. */
export async function createCart(
  { carts, tokens }: CartDependencies,
  input: { currency: string; destination?: string | null },
): Promise<{ cart: Cart; token: string } | InvalidInput> {
  const parsed = z.object({ currency: currencyCode, destination: destination.nullish() }).safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const token = tokens.newCartToken();
  const cart = await carts.create({
    id: newId('crt'),
    tokenHash: tokens.hash(token),
    currency: parsed.data.currency,
    destination: parsed.data.destination ?? HOME_COUNTRY,
  });
  return { cart, token };
}

/** Sets the destination of the cart; the quote then includes that country's tax. */
export async function setCartDestination(
  { carts, tokens }: CartDependencies,
  input: CartHolder & Readonly<{ country: string }>,
): Promise<Cart | CartNotFound | CartAlreadyOrdered | InvalidInput> {
  const parsed = z.object({ country: destination }).safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const key = cartKeyOf({ tokens }, input);
  const cart = key === null ? null : await carts.find(key);
  if (key === null || cart === null) return { code: 'CART_NOT_FOUND' };
  if (cart.orderId !== null) return { code: 'CART_ALREADY_ORDERED' };
  if (cart.destination === parsed.data.country) return cart;
  await carts.setDestination(cart.id, parsed.data.country);
  return (await carts.find(key)) ?? { code: 'CART_NOT_FOUND' };
}

const quantity = (min: number) =>
  z.int().min(min, `must be at least ${min}`).max(MAX_LINE_QUANTITY, `must be at most ${MAX_LINE_QUANTITY}`);

export type CartLineInput = CartHolder & Readonly<{ itemId: string; quantity: number }>;

/** Adds units of an item to those already in the cart. An account's first addition creates its cart. */
export async function addCartLine(
  dependencies: CartDependencies,
  input: CartLineInput,
): Promise<Cart | CartChangeError> {
  const parsed = z.object({ quantity: quantity(1) }).safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const rejected = await openAccountCart(dependencies, input);
  if (rejected !== null) return rejected;
  return changeLine(dependencies, input, (present) => Math.min(present + input.quantity, MAX_LINE_QUANTITY));
}

/**
 * Creates the account's cart on its first addition; while the cart is empty, it takes the currency of the next item.
 * Returns the shortage that would reject the addition, because a rejected addition must not create a cart; otherwise
 * null.
 */
async function openAccountCart(
  { carts, items, tokens }: CartDependencies,
  { actor, cartToken, itemId: id, quantity: wanted }: CartLineInput,
): Promise<InsufficientStock | null> {
  const key = cartKeyOf({ tokens }, { actor, cartToken });
  const itemId = parseId('itm', id);
  if (key === null || 'tokenHash' in key || itemId === null) return null;
  const [cart, item] = await Promise.all([carts.find(key), items.find(itemId)]);
  const isOpen = cart !== null && (cart.lines.length > 0 || cart.currency === item?.price.currency);
  if (isOpen || item === null) return null;
  const shortage = shortageOf(item, wanted);
  if (shortage !== null) return shortage;
  const { currency } = item.price;
  await carts.openForAccount({ accountId: key.accountId, currency, destination: HOME_COUNTRY });
  return null;
}

function shortageOf(item: Item, wanted: number): InsufficientStock | null {
  if (item.availableUnits >= wanted) return null;
  const shortage = { itemId: item.id, name: item.name, requested: wanted, available: item.availableUnits };
  return { code: 'INSUFFICIENT_STOCK', shortages: [shortage] };
}

/** Sets the quantity of an item; zero removes it from the cart. */
export async function updateCartLine(
  dependencies: CartDependencies,
  input: CartLineInput,
): Promise<Cart | CartChangeError> {
  const parsed = z.object({ quantity: quantity(0) }).safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  return changeLine(dependencies, input, () => input.quantity);
}

/** Every failed attempt means that another tab's change succeeded, so more than a few in a row are a bug. */
const MAX_ATTEMPTS = 20;

/** Retries when another tab changed the cart in the meantime, so that no tab overwrites another's change. */
async function changeLine(
  dependencies: CartDependencies,
  input: CartLineInput,
  quantityFrom: (present: number) => number,
): Promise<Cart | CartChangeError> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const result = await tryToChangeLine(dependencies, input, quantityFrom);
    if (result !== 'CHANGED_MEANWHILE') return result;
  }
  throw new Error(`the cart changed ${MAX_ATTEMPTS} times during one line update`);
}

async function tryToChangeLine(
  { carts, tokens }: CartDependencies,
  input: CartLineInput,
  quantityFrom: (present: number) => number,
): Promise<Cart | CartChangeError | 'CHANGED_MEANWHILE'> {
  const key = cartKeyOf({ tokens }, input);
  const itemId = parseId('itm', input.itemId);
  const found = key === null ? null : await findWithItem(carts, key, itemId);
  if (found === null) return { code: 'CART_NOT_FOUND' };
  const { cart, item } = found;
  if (cart.orderId !== null) return { code: 'CART_ALREADY_ORDERED' };
  const present = cart.lines.find((line) => line.item.id === itemId);
  const quantity = quantityFrom(present?.quantity ?? 0);
  const rejected = quantity > 0 ? rejectionOf(cart, item, quantity) : null;
  if (rejected !== null) return rejected;
  if (itemId === null) return { code: 'ITEM_NOT_FOUND' };
  const isSet = await carts.setLine({ cartId: cart.id, itemId, quantity, version: cart.version });
  return isSet ? withLine(cart, item, quantity) : 'CHANGED_MEANWHILE';
}

async function findWithItem(
  carts: Carts,
  key: CartKey,
  itemId: ItemId | null,
): Promise<{ cart: Cart; item: CartItem | null } | null> {
  if (itemId !== null) return carts.findWithItem(key, itemId);
  const cart = await carts.find(key);
  return cart === null ? null : { cart, item: null };
}

/** The cart after the change; the version check proves that nothing else has changed it since it was read. */
function withLine(cart: Cart, item: CartItem | null, quantity: number): Cart {
  const version = cart.version + 1;
  if (item === null) return { ...cart, version };
  const isNew = cart.lines.every((line) => line.item.id !== item.id);
  const lines = isNew ? [...cart.lines, { item, quantity }] : cart.lines;
  const changed = lines.map((line) => (line.item.id === item.id ? { ...line, quantity } : line));
  return { ...cart, version, lines: changed.filter((line) => line.quantity > 0) };
}

/** Why this cart cannot contain that many units of the item, or null. */
function rejectionOf(cart: Cart, item: CartItem | null, wanted: number): CartChangeError | null {
  if (item === null || !item.active) return { code: 'ITEM_NOT_FOUND' };
  if (item.price.currency !== cart.currency) {
    return { code: 'CURRENCY_MISMATCH', cartCurrency: cart.currency, itemCurrency: item.price.currency };
  }
  const shortage = shortageOf(item, wanted);
  if (shortage !== null) return shortage;
  const isNew = cart.lines.every((line) => line.item.id !== item.id);
  if (isNew && cart.lines.length >= MAX_CART_LINES) {
    return {
      code: 'INVALID_INPUT',
      field: 'itemId',
      reason: `a cart can contain at most ${MAX_CART_LINES} different items`,
    };
  }
  return null;
}
