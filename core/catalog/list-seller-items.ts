import type { Actor } from '../identity/actor.js';
import { actsForSeller } from '../identity/policy.js';
import { parseId } from '../shared/ids.js';
import type { Item } from './item.js';
import type { ItemSort } from './item-list.js';
import { anyItem, effectiveSort } from './item-list.js';
import type { Items } from './ports.js';
import type { PageRequest, PlacedPage } from '../shared/page.js';

/** A seller's items, including inactive ones, for its members; null for everyone else. */
export async function listSellerItems(
  { items }: { items: Items },
  asked: Readonly<{
    actor: Actor;
    sellerId: string;
    search: string | null;
    sort: ItemSort | null;
    page: PageRequest;
  }>,
): Promise<PlacedPage<Item> | null> {
  const sellerId = parseId('sel', asked.sellerId);
  if (sellerId === null || !actsForSeller(asked.actor, sellerId)) return null;
  const filter = { ...anyItem, sellerId, search: asked.search, includeInactive: true };
  return items.list(filter, effectiveSort(asked.sort, filter), asked.page);
}
