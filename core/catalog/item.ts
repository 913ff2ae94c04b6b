import type { ItemId, SellerId } from '../shared/ids.js';
import type { Money } from '../shared/money.js';

/** An item as the storefront shows it. */
export type Item = Readonly<{
  id: ItemId;
  sellerId: SellerId;
  sku: string;
  upc: string | null;
  name: string;
  description: string;
  category: string;
  picture: string;
  price: Money;
  /** Units on hand that no order has reserved. */
  availableUnits: number;
}>;
