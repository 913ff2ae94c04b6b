import type { FilterQuery, InferEntity, MikroORM } from '@mikro-orm/postgresql';

import type { Item } from '../../../core/catalog/item.js';
import { money } from '../../../core/shared/money.js';
import { ItemEntity } from './catalog-entities.js';

type ItemRecord = InferEntity<typeof ItemEntity>;

/** The item that matches, with its available units; null if none does. */
export async function findItem(orm: MikroORM, where: FilterQuery<ItemRecord>): Promise<Item | null> {
  const record = await orm.em.fork().findOne(ItemEntity, where, { populate: ['stock'], strategy: 'joined' });
  return record === null ? null : itemFrom(record);
}

function itemFrom(record: ItemRecord): Item {
  const stock = record.stock?.unwrap();
  return {
    id: record.id,
    sellerId: record.sellerId,
    sku: record.sku,
    upc: record.upc ?? null,
    name: record.name,
    description: record.description,
    category: record.category,
    picture: record.picture,
    price: money(record.priceMinor, record.currency),
    taxClass: record.taxClass,
    weightClass: record.weightClass,
    active: record.active,
    version: record.version,
    availableUnits: stock === undefined ? 0 : stock.onHand - stock.reserved,
  };
}
