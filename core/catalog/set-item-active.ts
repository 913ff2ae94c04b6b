import type { ItemNotFound } from '../inventory/ports.js';
import type { Actor } from '../identity/actor.js';
import { actsForSeller } from '../identity/policy.js';
import { newId, parseId } from '../shared/ids.js';
import type { Item } from './item.js';
import type { ItemEdits } from './ports.js';

/**
 * Takes an item off the shop, or puts it back. Carts that hold it show it as not available; orders are not touched. What
 * is so already stays so, without an audit row.
 *
 * Errors: ITEM_NOT_FOUND (also for another seller's item).
 */
export async function setItemActive(
  { itemEdits }: { itemEdits: ItemEdits },
  { actor, itemId, active }: { actor: Actor; itemId: string; active: boolean },
): Promise<Item | ItemNotFound> {
  const id = parseId('itm', itemId);
  if (id === null || actor.kind !== 'ACCOUNT') return { code: 'ITEM_NOT_FOUND' };
  const current = await itemEdits.find(id);
  if (current === null || !actsForSeller(actor, current.sellerId)) return { code: 'ITEM_NOT_FOUND' };
  const edit = { id: newId('ied'), accountId: actor.accountId };
  return (await itemEdits.setActive({ edit, id, active })) ?? (await itemEdits.find(id)) ?? current;
}
