import type { Actor } from '../identity/actor.js';
import { actsForSeller } from '../identity/policy.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId, parseId } from '../shared/ids.js';
import type { ItemDetailsInput, ItemDetailsReader } from './item-details.js';
import type { Item } from './item.js';
import type { ItemEdits } from './ports.js';

export type CreateItemInput = ItemDetailsInput & Readonly<{ sellerId: string; active: boolean }>;

/** The seller does not exist, or the actor is not a member of it. */
export type SellerNotFound = DomainError<'SELLER_NOT_FOUND'>;
/** The seller has another item with this SKU. */
export type SkuTaken = DomainError<'SKU_TAKEN'>;
/** Another item of the marketplace has this UPC. */
export type UpcTaken = DomainError<'UPC_TAKEN'>;

export type CreateItemError = SellerNotFound | InvalidInput | SkuTaken | UpcTaken;

/**
 * Adds an item without stock. The SKU makes the command idempotent: a second item with it is rejected.
 *
 * Errors in order of precedence: SELLER_NOT_FOUND (also for another seller), INVALID_INPUT, SKU_TAKEN, UPC_TAKEN.
 */
export async function createItem(
  { itemEdits, itemDetails }: { itemEdits: ItemEdits; itemDetails: ItemDetailsReader },
  { actor, active, sellerId: sellerText, ...input }: CreateItemInput & { actor: Actor },
): Promise<Item | CreateItemError> {
  const sellerId = parseId('sel', sellerText);
  if (sellerId === null || actor.kind !== 'ACCOUNT' || !actsForSeller(actor, sellerId))
    return { code: 'SELLER_NOT_FOUND' };
  const parsed = itemDetails.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const edit = { id: newId('ied'), accountId: actor.accountId };
  const added = await itemEdits.add({ edit, id: newId('itm'), sellerId, details: parsed.data, active });
  return typeof added === 'string' ? { code: added } : added;
}
