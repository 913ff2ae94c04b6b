import type { ItemId, SellerId } from '../shared/ids.js';
import type { Item } from './item.js';
import type { ItemFilter, ItemSort } from './item-list.js';
import type { Seller } from './seller.js';

/** A page of a list that grows; `after` is the id of the last node of the page before. */
export type PageRequest = Readonly<{ first: number; after: string | null }>;
export type Page<Node> = Readonly<{ nodes: readonly Node[]; hasNextPage: boolean }>;

/** The longest page anyone gets. */
export const MAX_PAGE_SIZE = 100;

/** A page of which every node tells its place, to go on from there. */
export type PlacedPage<Node> = Readonly<{
  edges: readonly Readonly<{ place: string; node: Node }>[];
  hasNextPage: boolean;
}>;

/** Reads active items of the catalog. */
export interface Items {
  find(id: ItemId): Promise<Item | null>;
  /** In the order of the sort; a page goes on after a place, whatever was inserted meanwhile. One statement. */
  list(filter: ItemFilter, sort: ItemSort, page: PageRequest): Promise<PlacedPage<Item>>;
}

/** Reads sellers. */
export interface Sellers {
  /** In the order of the ids; null where there is no such seller. */
  findMany(ids: readonly SellerId[]): Promise<readonly (Seller | null)[]>;
  list(page: PageRequest): Promise<Page<Seller>>;
}
