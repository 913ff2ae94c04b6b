import type { Actor } from '../identity/actor.js';
import { actsForSeller } from '../identity/policy.js';
import type { SellerId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';
import type { SellerNotFound } from './create-item.js';
import { anyItem } from './item-list.js';
import type { Item } from './item.js';
import type { Items, ItemSheets } from './ports.js';

/** Items kept in memory at a time, however many the seller has. */
const EXPORT_BATCH = 500;

/**
 * All items of a seller as CSV, streamed: each batch is read from the database when it is consumed.
 *
 * Errors: SELLER_NOT_FOUND (also for another seller).
 */
export function exportItems(
  { items, itemSheets }: { items: Items; itemSheets: ItemSheets },
  { actor, sellerId: text }: { actor: Actor; sellerId: string },
): Readonly<{ csv: AsyncIterable<string> }> | SellerNotFound {
  const sellerId = parseId('sel', text);
  if (sellerId === null || !actsForSeller(actor, sellerId)) return { code: 'SELLER_NOT_FOUND' };
  return { csv: itemSheets.write(batchesOf(items, sellerId)) };
}

async function* batchesOf(items: Items, sellerId: SellerId): AsyncGenerator<readonly Item[]> {
  const filter = { ...anyItem, sellerId, includeInactive: true };
  let after: string | null = null;
  for (;;) {
    const page = await items.list(filter, 'OLDEST', { first: EXPORT_BATCH, after });
    yield page.edges.map(({ node }) => node);
    after = page.edges.at(-1)?.place ?? null;
    if (!page.hasNextPage) return;
  }
}
