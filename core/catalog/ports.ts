import type { ItemId, SellerId } from '../shared/ids.js';
import type { Item } from './item.js';
import type { Seller } from './seller.js';

/** A page of a list that grows; `after` is the id of the last node of the page before. */
export type PageRequest = Readonly<{ first: number; after: string | null }>;
export type Page<Node> = Readonly<{ nodes: readonly Node[]; hasNextPage: boolean }>;

/** The longest page anyone gets. */
export const MAX_PAGE_SIZE = 100;

export type ItemFilter = Readonly<{ search: string | null; sellerId: SellerId | null }>;

/** Reads active items of the catalog. */
export interface Items {
  find(id: ItemId): Promise<Item | null>;
  list(filter: ItemFilter, page: PageRequest): Promise<Page<Item>>;
}

/** Reads sellers. */
export interface Sellers {
  /** In the order of the ids; null where there is no such seller. */
  findMany(ids: readonly SellerId[]): Promise<readonly (Seller | null)[]>;
  list(page: PageRequest): Promise<Page<Seller>>;
}
