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

/** Undefined fields keep their values. */
export type ItemChanges = {
  readonly [Field in keyof ItemDetailsInput]?: ItemDetailsInput[Field] | undefined;
};
export type UpdateItemInput = ItemChanges & Readonly<{ itemId: string; version: number }>;

/** The item changed since it was read; `current` is its current state. */
export type ItemChanged = DomainError<'ITEM_CHANGED', { current: Item }>;

export type UpdateItemError = InvalidInput | ItemNotFound | ItemChanged | SkuTaken | UpcTaken;

/**
 * Changes an item's details. Carts that contain it must be agreed to again (QUOTE_CHANGED); orders keep their terms. An
 * edit without changes writes nothing.
 *
 * Errors in order of precedence: ITEM_NOT_FOUND (also for another seller's item), ITEM_CHANGED, INVALID_INPUT,
 * SKU_TAKEN, UPC_TAKEN.
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
  // Carts have one currency: a cart that contains the item could no longer be priced.
  if (parsed.data.price.currency !== current.price.currency)
    return { code: 'INVALID_INPUT', field: 'currency', reason: 'cannot be changed' };
  if (isSameItem(parsed.data, current)) return current;
  const edit = { id: newId('ied'), accountId: actor.accountId };
  const changed = await itemEdits.change({ edit, id, version, details: parsed.data });
  if (typeof changed === 'string') return { code: changed };
  if (changed !== null) return changed;
  // Another edit happened between read and write.
  return { code: 'ITEM_CHANGED', current: (await itemEdits.find(id)) ?? current };
}
