import type { CommissionPlan } from '../catalog/commission.js';
import type { Item } from '../catalog/item.js';
import type { Seller } from '../catalog/seller.js';
import type { DomainError } from '../shared/domain-error.js';
import type { CartId, ItemId, OrderId } from '../shared/ids.js';
import type { ShippingTerms } from '../catalog/shipping.js';
import type { TaxRate } from '../catalog/tax.js';

/** Maximum units of one item in a cart; for more, the buyer asks the seller. */
export const MAX_LINE_QUANTITY = 99;

/** Maximum number of different items in a cart. An order of this size still fits the statement budget. */
export const MAX_CART_LINES = 200;

/** The items chosen by the shopper, at current prices and stock. */
export type Cart = Readonly<{
  id: CartId;
  currency: string;
  /** ISO 3166 code of the destination. */
  destination: string;
  /** Current tax rates of the destination. */
  taxRates: readonly TaxRate[];
  /** Incremented by every change of the lines. */
  version: number;
  orderId: OrderId | null;
  lines: readonly CartLine[];
}>;

export type CartLine = Readonly<{
  item: CartItem;
  quantity: number;
}>;

export type CartItem = Item &
  Readonly<{
    /** The seller with their current terms in the cart's currency. */
    seller: Seller & Readonly<{ shipping: ShippingTerms; commission: CommissionPlan }>;
  }>;

export type CartNotFound = DomainError<'CART_NOT_FOUND'>;
export type CartEmpty = DomainError<'CART_EMPTY'>;
export type CartAlreadyOrdered = DomainError<'CART_ALREADY_ORDERED'>;
export type CurrencyMismatch = DomainError<
  'CURRENCY_MISMATCH',
  { cartCurrency: string; itemCurrency: string }
>;

/** Fewer units are available than requested. */
export type InsufficientStock = DomainError<'INSUFFICIENT_STOCK', { shortages: readonly StockShortage[] }>;
export type StockShortage = Readonly<{ itemId: ItemId; name: string; requested: number; available: number }>;

/** The lines whose quantity exceeds the available units; an inactive item has none. */
export function shortagesOf(lines: readonly CartLine[]): readonly StockShortage[] {
  return lines
    .filter(({ item, quantity }) => !item.active || item.availableUnits < quantity)
    .map(({ item, quantity }) => ({
      itemId: item.id,
      name: item.name,
      requested: quantity,
      available: item.active ? item.availableUnits : 0,
    }));
}
