import type { ItemFilter, ItemSort } from '../../../core/catalog/item-list.js';
import type { PageRequest } from '../../../core/shared/page.js';
import { parseId } from '../../../core/shared/ids.js';
import { ITEM_COLUMNS } from './item-rows.js';

type Order = Readonly<{ key: string; type: 'text' | 'bigint'; direction: 'ASC' | 'DESC' }>;

/** The sort expression of each order; ties are broken by id in the same direction. `$1` is the search text. */
const ORDERS: Readonly<Record<ItemSort, Order>> = {
  OLDEST: { key: `''::text`, type: 'text', direction: 'ASC' },
  NEWEST: { key: `''::text`, type: 'text', direction: 'DESC' },
  NAME: { key: `lower(i.name) COLLATE "C"`, type: 'text', direction: 'ASC' },
  PRICE_LOW: { key: 'i.price_minor', type: 'bigint', direction: 'ASC' },
  PRICE_HIGH: { key: 'i.price_minor', type: 'bigint', direction: 'DESC' },
  // A millionth of a rank is finer than any relevant difference, and an integer is exact in a cursor.
  RELEVANCE: {
    key: `((ts_rank(i.search_words, websearch_to_tsquery('english', $1)) + word_similarity(lower($1), lower(i.name))) * 1000000)::bigint`,
    type: 'bigint',
    direction: 'DESC',
  },
};

/** Matches inflected words, parts of a name, and names with a typo. */
const MATCHES = `(i.search_words @@ websearch_to_tsquery('english', $1) OR lower(i.name) LIKE $2 OR lower($1) <% lower(i.name))`;

/**
 * The query of one page, by keyset rather than offset: an item inserted or removed meanwhile neither repeats nor hides
 * another one.
 */
export function itemListQuery(filter: ItemFilter, sort: ItemSort, page: PageRequest) {
  const { key, type, direction } = ORDERS[sort];
  const { search } = filter;
  const values: unknown[] = search === null ? [] : [search, `%${escaped(search.toLowerCase())}%`];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const where = [...(search === null ? [] : [MATCHES]), ...conditions(filter, value)];
  const after = placeOf(page.after, type);
  if (after !== null) {
    const beyond = direction === 'ASC' ? '>' : '<';
    where.push(`(${key}, i.id) ${beyond} (${value(after.key)}::${type}, ${value(after.id)})`);
  }
  const text = `SELECT ${ITEM_COLUMNS}, ${key} || '|' || i.id AS place FROM item i JOIN stock st ON st.item_id = i.id
WHERE ${where.join(' AND ')} ORDER BY ${key} ${direction}, i.id ${direction} LIMIT ${value(page.first + 1)}`;
  return { text, values };
}

function conditions(filter: ItemFilter, value: (given: unknown) => string): readonly string[] {
  const { sellerId, category, currency, minPriceMinor, maxPriceMinor, onlyAvailable } = filter;
  return [
    filter.includeInactive ? 'true' : 'i.active',
    ...(sellerId === null ? [] : [`i.seller_id = ${value(sellerId)}`]),
    ...(category === null ? [] : [`i.category = ${value(category)}`]),
    ...(currency === null ? [] : [`i.currency = ${value(currency)}`]),
    ...(minPriceMinor === null ? [] : [`i.price_minor >= ${value(minPriceMinor)}`]),
    ...(maxPriceMinor === null ? [] : [`i.price_minor <= ${value(maxPriceMinor)}`]),
    ...(onlyAvailable ? ['st.on_hand > st.reserved'] : []),
  ];
}

/** The position encoded in a cursor; an invalid cursor, or one of another order, starts at the beginning. */
function placeOf(cursor: string | null, type: Order['type']) {
  if (cursor === null) return null;
  const bar = cursor.lastIndexOf('|');
  const id = parseId('itm', cursor.slice(bar + 1));
  const key = cursor.slice(0, Math.max(bar, 0));
  const isReadable = id !== null && (type === 'text' || /^-?\d{1,18}$/.test(key));
  return isReadable ? { key, id } : null;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, (wildcard) => `\\${wildcard}`);
}
