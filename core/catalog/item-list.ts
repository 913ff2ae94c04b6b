import type { SellerId } from '../shared/ids.js';

/** Sort orders of item lists; ties are broken by id, so that every item has a definite position. */
export const itemSorts = ['OLDEST', 'NEWEST', 'RELEVANCE', 'NAME', 'PRICE_LOW', 'PRICE_HIGH'] as const;
export type ItemSort = (typeof itemSorts)[number];

/** Item filter; null omits a condition. Prices are minor units of the given currency. */
export type ItemFilter = Readonly<{
  search: string | null;
  sellerId: SellerId | null;
  category: string | null;
  currency: string | null;
  minPriceMinor: bigint | null;
  maxPriceMinor: bigint | null;
  onlyAvailable: boolean;
  /** Includes inactive items, which only members of the seller may see. */
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

/** The sort to apply: relevance needs a search text, and without one the default is OLDEST. */
export function effectiveSort(sort: ItemSort | null, { search }: ItemFilter): ItemSort {
  if (sort === null) return search === null ? 'OLDEST' : 'RELEVANCE';
  return sort === 'RELEVANCE' && search === null ? 'OLDEST' : sort;
}
