import type { InferEntity, MikroORM } from '@mikro-orm/postgresql';

import type { Item } from '../../../core/catalog/item.js';
import type { Items, Sellers } from '../../../core/catalog/ports.js';
import type { Page } from '../../../core/shared/page.js';
import type { Seller } from '../../../core/catalog/seller.js';
import { parseId } from '../../../core/shared/ids.js';
import { money } from '../../../core/shared/money.js';
import { ItemEntity, SellerEntity } from './catalog-entities.js';
import type { Database } from '../database/database.js';
import { itemListQuery } from './item-list-query.js';
import type { ItemRow } from './item-rows.js';
import { itemOfRow } from './item-rows.js';

type ItemRecord = InferEntity<typeof ItemEntity>;

type ListedRow = ItemRow & { place: string };

/** Items of the catalog: one by MikroORM, lists by a statement whose order and conditions are chosen by the caller. */
export function createItemStore({ orm, pool }: Pick<Database, 'orm' | 'pool'>): Items {
  return {
    async find(id) {
      const record = await orm.em
        .fork()
        .findOne(ItemEntity, { id, active: true }, { populate: ['stock'], strategy: 'joined' });
      return record === null ? null : itemFrom(record);
    },
    async list(filter, sort, page) {
      const { rows } = await pool.query<ListedRow>(itemListQuery(filter, sort, page));
      const edges = rows.slice(0, page.first).map((row) => ({ place: row.place, node: itemOfRow(row) }));
      return { edges, hasNextPage: rows.length > page.first };
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
    taxClass: record.taxClass,
    weightClass: record.weightClass,
    active: record.active,
    version: record.version,
    availableUnits: stock === undefined ? 0 : stock.onHand - stock.reserved,
  };
}

function sellerFrom(record: InferEntity<typeof SellerEntity>): Seller {
  const { slug, name, tagline, accent, captureMode } = record;
  return { id: record.id, slug, name, tagline, accent, captureMode };
}
