import { Field, ID, InputType, registerEnumType } from 'type-graphql';

import type { ItemFilter, ItemSort } from '../../../core/catalog/item-list.js';
import { anyItem } from '../../../core/catalog/item-list.js';
import { parseId } from '../../../core/shared/ids.js';

const SORTS: Readonly<Record<ItemSort, string>> = {
  OLDEST: 'What has been sold longest, first.',
  NEWEST: 'What was added last, first.',
  RELEVANCE: 'What fits the searched words best, first.',
  NAME: 'By name, A first.',
  PRICE_LOW: 'The cheapest first; meaningful within one currency.',
  PRICE_HIGH: 'The dearest first; meaningful within one currency.',
};

export const ItemSortType = { values: Object.fromEntries(Object.keys(SORTS).map((sort) => [sort, sort])) };
registerEnumType(ItemSortType.values, {
  name: 'ItemSort',
  description: 'Orders of a list of items; equal ones are ordered by id.',
  valuesConfig: Object.fromEntries(
    Object.entries(SORTS).map(([sort, description]) => [sort, { description }]),
  ),
});

@InputType('ItemFilterInput', { description: 'Conditions on items; what is left out does not matter.' })
export class ItemFilterInput {
  @Field(() => ID, { nullable: true, description: 'Sold by this seller.' })
  sellerId!: string | null;

  @Field(() => String, { nullable: true, description: 'Of exactly this category.' })
  category!: string | null;

  @Field(() => String, { nullable: true, description: 'Priced in this currency, an ISO 4217 code.' })
  currency!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'At least this price, in minor units as decimal text.',
  })
  minPriceMinor!: string | null;

  @Field(() => String, { nullable: true, description: 'At most this price, in minor units as decimal text.' })
  maxPriceMinor!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True leaves out what is sold out.' })
  onlyAvailable!: boolean | null;
}

/** The longest search; longer text is cut, because nobody reads the rest of the words. */
const MAX_SEARCH_LENGTH = 200;

/** The conditions of a query; null when no item can meet them, as with an id that is none. */
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
  const isNobody = sellerText !== null && sellerId === null;
  if (isNobody || minPriceMinor === 'NONE' || maxPriceMinor === 'NONE') return null;
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

/** The words that are searched; null when there are none. */
export function searchOf(text: string | null | undefined): string | null {
  return text?.trim().slice(0, MAX_SEARCH_LENGTH) || null;
}

function minorOf(text: string | null | undefined): bigint | null | 'NONE' {
  if (text === null || text === undefined) return null;
  return /^\d{1,18}$/.test(text) ? BigInt(text) : 'NONE';
}
