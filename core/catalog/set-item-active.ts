import type { ItemNotFound } from '../inventory/ports.js';
import type { Actor } from '../identity/actor.js';
import { actsForSeller } from '../identity/policy.js';
import { newId, parseId } from '../shared/ids.js';
import type { Item } from './item.js';
import type { ItemEdits } from './ports.js';

/**
 * Deactivates or reactivates an item. Carts show an inactive item as unavailable; orders are not affected. Setting the
 * current state writes no audit row.
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
