import { z } from 'zod';

import type { ItemNotFound } from './ports.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { IdempotencyKeyReused } from '../idempotency/ports.js';
import type { Actor } from '../identity/actor.js';
import { actsForSeller } from '../identity/policy.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId, parseId } from '../shared/ids.js';
import { adjustmentReasons } from './adjustment-reason.js';
import type { StockAdjustments, StockLevel } from './ports.js';

/** A larger step is assumed to be a typing error. */
export const MAX_ADJUSTMENT_STEP = 1_000_000;
export const MAX_ADJUSTMENT_NOTE = 500;

const command = z.object({
  delta: z
    .int()
    .min(-MAX_ADJUSTMENT_STEP, `must be at least -${MAX_ADJUSTMENT_STEP}`)
    .max(MAX_ADJUSTMENT_STEP, `must be at most ${MAX_ADJUSTMENT_STEP}`)
    .refine((delta) => delta !== 0, 'must not be zero'),
  reason: z.enum(adjustmentReasons),
  note: z.string().trim().max(MAX_ADJUSTMENT_NOTE, `must have at most ${MAX_ADJUSTMENT_NOTE} characters`),
  idempotencyKey,
});

export type AdjustStockInput = z.input<typeof command> & Readonly<{ itemId: string }>;

/** Units reserved by orders cannot be removed: their buyers were promised them. */
export type StockBelowReserved = DomainError<'STOCK_BELOW_RESERVED', StockLevel>;

export type AdjustStockError = InvalidInput | ItemNotFound | IdempotencyKeyReused | StockBelowReserved;

export type AdjustedStock = StockLevel & Readonly<{ itemId: string; replayed: boolean }>;

/**
 * Adjusts the stock on hand of a seller's own item, and records who did it, why and the result.
 *
 * Errors in order of precedence: INVALID_INPUT, ITEM_NOT_FOUND (also for another seller's item),
 * IDEMPOTENCY_KEY_REUSED, STOCK_BELOW_RESERVED.
 */
export async function adjustStock(
  { stock }: { stock: StockAdjustments },
  { actor, ...input }: AdjustStockInput & { actor: Actor },
): Promise<AdjustedStock | AdjustStockError> {
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { idempotencyKey: key, ...wanted } = parsed.data;
  const itemId = parseId('itm', input.itemId);
  if (itemId === null || actor.kind !== 'ACCOUNT') return { code: 'ITEM_NOT_FOUND' };
  const known = await stock.find(itemId, key);
  if (known === null || !actsForSeller(actor, known.sellerId)) return { code: 'ITEM_NOT_FOUND' };
  const { made } = known;
  if (made !== null) {
    const isSame = made.delta === wanted.delta && made.reason === wanted.reason && made.note === wanted.note;
    if (!isSame) return { code: 'IDEMPOTENCY_KEY_REUSED' };
    return { itemId, onHand: made.onHand, reserved: made.reserved, replayed: true };
  }
  const id = newId('adj');
  const level = await stock.adjust({ id, itemId, key, accountId: actor.accountId, ...wanted });
  // A concurrent request with the same key was first: return its answer.
  if (level === 'KEY_TAKEN') return adjustStock({ stock }, { actor, ...input });
  if (level === null) return { code: 'STOCK_BELOW_RESERVED', onHand: known.onHand, reserved: known.reserved };
  return { itemId, ...level, replayed: false };
}
