import type { WeightClass } from './shipping.js';
import type { TaxClass } from './tax.js';
import type { ItemId, SellerId } from '../shared/ids.js';
import type { Money } from '../shared/money.js';

/** An item of a seller; shoppers see it while it is active. */
export type Item = Readonly<{
  id: ItemId;
  sellerId: SellerId;
  sku: string;
  upc: string | null;
  name: string;
  description: string;
  category: string;
  /** Name of one of our drawn illustrations, or the https address of a picture elsewhere. */
  picture: string;
  price: Money;
  taxClass: TaxClass;
  weightClass: WeightClass;
  /** Whether it is sold now. */
  active: boolean;
  /** Rises with every change of the item, its price included. */
  version: number;
  /** Units on hand that no order has reserved. */
  availableUnits: number;
}>;
