import type { WeightClass } from './shipping.js';
import type { TaxClass } from './tax.js';
import type { ItemId, SellerId } from '../shared/ids.js';
import type { Money } from '../shared/money.js';

/** A seller's item; shoppers see it while it is active. */
export type Item = Readonly<{
  id: ItemId;
  sellerId: SellerId;
  sku: string;
  upc: string | null;
  name: string;
  description: string;
  category: string;
  /** Name of one of our illustrations, or the https URL of a picture. */
  picture: string;
  price: Money;
  taxClass: TaxClass;
  weightClass: WeightClass;
  active: boolean;
  /** Incremented by every change of the item, including its price. */
  version: number;
  /** Units on hand that are not reserved by orders. */
  availableUnits: number;
}>;
