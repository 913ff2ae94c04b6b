import type { InferEntity, MikroORM } from '@mikro-orm/postgresql';

import type { Items, Sellers } from '../../../core/catalog/ports.js';
import type { Page } from '../../../core/shared/page.js';
import type { Seller } from '../../../core/catalog/seller.js';
import { parseId } from '../../../core/shared/ids.js';
import { SellerEntity } from './catalog-entities.js';
import type { Database } from '../database/database.js';
import { findItem } from './find-item.js';
import { itemListQuery } from './item-list-query.js';
import type { ItemRow } from './item-rows.js';
import { itemOfRow } from './item-rows.js';

type ListedRow = ItemRow & { place: string };

/** Catalog items: a single one through MikroORM, lists by SQL with the caller's order and filter. */
export function createItemStore({ orm, pool }: Pick<Database, 'orm' | 'pool'>): Items {
  return {
    find: (id) => findItem(orm, { id, active: true }),
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

function sellerFrom(record: InferEntity<typeof SellerEntity>): Seller {
  const { slug, name, tagline, accent, captureMode } = record;
  return { id: record.id, slug, name, tagline, accent, captureMode };
}
