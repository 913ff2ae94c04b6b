import { Field, ID, InputType, registerEnumType } from 'type-graphql';

import type { ItemFilter, ItemSort } from '../../../core/catalog/item-list.js';
import { anyItem } from '../../../core/catalog/item-list.js';
import { parseId } from '../../../core/shared/ids.js';

const SORTS: Readonly<Record<ItemSort, string>> = {
  OLDEST: 'Oldest first.',
  NEWEST: 'Newest first.',
  RELEVANCE: 'Best match for the search first.',
  NAME: 'By name, A to Z.',
  PRICE_LOW: 'Lowest price first; meaningful only within one currency.',
  PRICE_HIGH: 'Highest price first; meaningful only within one currency.',
};

export const ItemSortType = { values: Object.fromEntries(Object.keys(SORTS).map((sort) => [sort, sort])) };
registerEnumType(ItemSortType.values, {
  name: 'ItemSort',
  description: 'Sort order of items; ties are sorted by ID.',
  valuesConfig: Object.fromEntries(
    Object.entries(SORTS).map(([sort, description]) => [sort, { description }]),
  ),
});

@InputType('ItemFilterInput', { description: 'Filters a list of items; omitted fields match everything.' })
export class ItemFilterInput {
  @Field(() => ID, { nullable: true, description: 'Global ID of the seller.' })
  sellerId!: string | null;

  @Field(() => String, { nullable: true, description: 'Exact category.' })
  category!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217 currency code of the price.' })
  currency!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Minimum price, in minor units as a decimal string.',
  })
  minPriceMinor!: string | null;

  @Field(() => String, { nullable: true, description: 'Maximum price, in minor units as a decimal string.' })
  maxPriceMinor!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True excludes items that are out of stock.' })
  onlyAvailable!: boolean | null;
}

/** Maximum search length; longer text is truncated. */
const MAX_SEARCH_LENGTH = 200;

/** The filter of a query; null when no item can match, as with an invalid ID. */
export function itemFilterOf(asked: {
  search: string | null | undefined;
  sellerId: string | null | undefined;
  filter: ItemFilterInput | null | undefined;
}): ItemFilter | null {
  const { filter } = asked;
  const sellerText = asked.sellerId ?? filter?.sellerId ?? null;
  const sellerId = sellerText === null ? null : parseId('sel', sellerText);
  const minPriceMinor = minorOf(filter?.minPriceMinor);
  const maxPriceMinor = minorOf(filter?.maxPriceMinor);
  const isInvalidSeller = sellerText !== null && sellerId === null;
  if (isInvalidSeller || minPriceMinor === 'NONE' || maxPriceMinor === 'NONE') return null;
  return {
    ...anyItem,
    search: searchOf(asked.search),
    sellerId,
    category: filter?.category ?? null,
    currency: filter?.currency ?? null,
    minPriceMinor,
    maxPriceMinor,
    onlyAvailable: filter?.onlyAvailable ?? false,
  };
}

/** The trimmed search text; null when it is empty. */
export function searchOf(text: string | null | undefined): string | null {
  return text?.trim().slice(0, MAX_SEARCH_LENGTH) || null;
}

function minorOf(text: string | null | undefined): bigint | null | 'NONE' {
  if (text === null || text === undefined) return null;
  return /^\d{1,18}$/.test(text) ? BigInt(text) : 'NONE';
}
