import type { SellerId } from '../shared/ids.js';

/** The orders that a list of items can have; ties are broken by id, so that every item has one place. */
export const itemSorts = ['OLDEST', 'NEWEST', 'RELEVANCE', 'NAME', 'PRICE_LOW', 'PRICE_HIGH'] as const;
export type ItemSort = (typeof itemSorts)[number];

/** Which items; null leaves a condition out. Prices are minor units of the named currency. */
export type ItemFilter = Readonly<{
  search: string | null;
  sellerId: SellerId | null;
  category: string | null;
  currency: string | null;
  minPriceMinor: bigint | null;
  maxPriceMinor: bigint | null;
  onlyAvailable: boolean;
  /** Only members of the seller are shown what is not sold now. */
  includeInactive: boolean;
}>;

export const anyItem: ItemFilter = {
  search: null,
  sellerId: null,
  category: null,
  currency: null,
  minPriceMinor: null,
  maxPriceMinor: null,
  onlyAvailable: false,
  includeInactive: false,
};

/** The sort that is used: without words nothing is relevant, so the list is in its usual order. */
export function effectiveSort(sort: ItemSort | null, { search }: ItemFilter): ItemSort {
  if (sort === null) return search === null ? 'OLDEST' : 'RELEVANCE';
  return sort === 'RELEVANCE' && search === null ? 'OLDEST' : sort;
}
