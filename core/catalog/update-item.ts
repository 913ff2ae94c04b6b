import type { ItemNotFound } from '../inventory/ports.js';
import type { Actor } from '../identity/actor.js';
import { actsForSeller } from '../identity/policy.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId, parseId } from '../shared/ids.js';
import type { SkuTaken, UpcTaken } from './create-item.js';
import type { ItemDetailsInput, ItemDetailsReader } from './item-details.js';
import { detailsInputOf, isSameItem } from './item-details.js';
import type { Item } from './item.js';
import type { ItemEdits } from './ports.js';

/** What is undefined stays as it is. */
export type ItemChanges = {
  readonly [Field in keyof ItemDetailsInput]?: ItemDetailsInput[Field] | undefined;
};
export type UpdateItemInput = ItemChanges & Readonly<{ itemId: string; version: number }>;

/** Someone else changed the item since it was read; `current` is what it is now. */
export type ItemChanged = DomainError<'ITEM_CHANGED', { current: Item }>;

export type UpdateItemError = InvalidInput | ItemNotFound | ItemChanged | SkuTaken | UpcTaken;

/**
 * Changes what a seller says about their item. Carts that hold it are asked again at the next look (QUOTE_CHANGED), orders
 * keep what they agreed to. A change of nothing writes nothing.
 *
 * Errors in order of precedence: ITEM_NOT_FOUND (also for another seller's item), ITEM_CHANGED, INVALID_INPUT, SKU_TAKEN,
 * UPC_TAKEN.
 */
export async function updateItem(
  { itemEdits, itemDetails }: { itemEdits: ItemEdits; itemDetails: ItemDetailsReader },
  { actor, itemId, version, ...changes }: UpdateItemInput & { actor: Actor },
): Promise<Item | UpdateItemError> {
  const id = parseId('itm', itemId);
  if (id === null || actor.kind !== 'ACCOUNT') return { code: 'ITEM_NOT_FOUND' };
  const current = await itemEdits.find(id);
  if (current === null || !actsForSeller(actor, current.sellerId)) return { code: 'ITEM_NOT_FOUND' };
  if (current.version !== version) return { code: 'ITEM_CHANGED', current };
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const parsed = itemDetails.safeParse({ ...detailsInputOf(current), ...given });
  if (!parsed.success) return invalidInput(parsed.error.issues);
  // Carts are of one currency: one that holds the item could neither be paid nor explained.
  if (parsed.data.price.currency !== current.price.currency)
    return { code: 'INVALID_INPUT', field: 'currency', reason: 'of an item cannot be changed' };
  if (isSameItem(parsed.data, current)) return current;
  const edit = { id: newId('ied'), accountId: actor.accountId };
  const changed = await itemEdits.change({ edit, id, version, details: parsed.data });
  if (typeof changed === 'string') return { code: changed };
  if (changed !== null) return changed;
  // Another edit came between our look and our write.
  return { code: 'ITEM_CHANGED', current: (await itemEdits.find(id)) ?? current };
}
