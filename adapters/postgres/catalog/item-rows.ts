import type { WeightClass } from '../../../core/catalog/shipping.js';
import type { TaxClass } from '../../../core/catalog/tax.js';
import type { Item } from '../../../core/catalog/item.js';
import type { ItemId, SellerId } from '../../../core/shared/ids.js';
import { money } from '../../../core/shared/money.js';

/** The columns of every read of an item `i` with its stock `st`. */
export const ITEM_COLUMNS = `i.id, i.seller_id, i.sku, i.upc, i.name, i.description, i.category, i.picture, i.price_minor, i.currency,
  i.tax_class, i.weight_class, i.active, i.version, st.on_hand - st.reserved AS available_units`;

export type ItemRow = {
  id: ItemId;
  seller_id: SellerId;
  sku: string;
  upc: string | null;
  name: string;
  description: string;
  category: string;
  picture: string;
  price_minor: string;
  currency: string;
  tax_class: TaxClass;
  weight_class: WeightClass;
  active: boolean;
  version: number;
  available_units: number;
};

/** Maps a row to an item. */
export function itemOfRow(row: ItemRow): Item {
  const { id, sku, upc, name, description, category, picture, active, version } = row;
  return {
    ...{ id, sellerId: row.seller_id, sku, upc, name, description, category, picture, active, version },
    price: money(BigInt(row.price_minor), row.currency),
    taxClass: row.tax_class,
    weightClass: row.weight_class,
    availableUnits: row.available_units,
  };
}
