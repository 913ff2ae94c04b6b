import type { FilterQuery, InferEntity, MikroORM } from '@mikro-orm/postgresql';

import type { Item } from '../../core/catalog/item.js';
import type { Items, Page, Sellers } from '../../core/catalog/ports.js';
import type { Seller } from '../../core/catalog/seller.js';
import { parseId } from '../../core/shared/ids.js';
import { money } from '../../core/shared/money.js';
import { ItemEntity, SellerEntity } from './catalog-entities.js';

type ItemRecord = InferEntity<typeof ItemEntity>;

/** Items of the catalog, read through MikroORM; every call has its own entity manager. */
export function createItemStore(orm: MikroORM): Items {
  return {
    async find(id) {
      const record = await orm.em
        .fork()
        .findOne(ItemEntity, { id, active: true }, { populate: ['stock'], strategy: 'joined' });
      return record === null ? null : itemFrom(record);
    },
    async list({ search, sellerId }, { first, after }) {
      const afterId = after === null ? null : parseId('itm', after);
      const where: FilterQuery<ItemRecord> = {
        active: true,
        ...(sellerId === null ? {} : { sellerId }),
        ...(afterId === null ? {} : { id: { $gt: afterId } }),
        ...(search === null ? {} : { $or: matches(search) }),
      };
      const records = await orm.em.fork().find(ItemEntity, where, {
        populate: ['stock'],
        strategy: 'joined',
        orderBy: { id: 'asc' },
        limit: first + 1,
      });
      return pageOf(records.map(itemFrom), first);
    },
  };
}

/** Sellers, read through MikroORM. */
export function createSellerStore(orm: MikroORM): Sellers {
  return {
    async findMany(ids) {
      const records = await orm.em.fork().find(SellerEntity, { id: { $in: [...ids] } });
      const byId = new Map(records.map((record) => [record.id, sellerFrom(record)]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    async list({ first, after }) {
      const afterId = after === null ? null : parseId('sel', after);
      const where = afterId === null ? {} : { id: { $gt: afterId } };
      const records = await orm.em
        .fork()
        .find(SellerEntity, where, { orderBy: { id: 'asc' }, limit: first + 1 });
      return pageOf(records.map(sellerFrom), first);
    },
  };
}

function matches(search: string): FilterQuery<ItemRecord>[] {
  const pattern = `%${search.replaceAll(/[\\%_]/g, (wildcard) => `\\${wildcard}`)}%`;
  return [
    { name: { $ilike: pattern } },
    { description: { $ilike: pattern } },
    { category: { $ilike: pattern } },
  ];
}

function pageOf<Node>(nodes: readonly Node[], first: number): Page<Node> {
  return { nodes: nodes.slice(0, first), hasNextPage: nodes.length > first };
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
    availableUnits: stock === undefined ? 0 : stock.onHand - stock.reserved,
  };
}

function sellerFrom(record: InferEntity<typeof SellerEntity>): Seller {
  const { slug, name, tagline, accent, captureMode } = record;
  return { id: record.id, slug, name, tagline, accent, captureMode };
}
