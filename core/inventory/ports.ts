import type { DomainError } from '../shared/domain-error.js';
import type { AccountId, Id, ItemId, SellerId } from '../shared/ids.js';
import type { AdjustmentReason } from './adjustment-reason.js';

/** The item does not exist, or belongs to another seller. */
export type ItemNotFound = DomainError<'ITEM_NOT_FOUND'>;

/** Units on hand at the seller, and how many of them are reserved by orders. */
export type StockLevel = Readonly<{ onHand: number; reserved: number }>;

export type Adjustment = Readonly<{ delta: number; reason: AdjustmentReason; note: string }>;

export type NewAdjustment = Adjustment &
  Readonly<{ id: Id<'adj'>; itemId: ItemId; key: string; accountId: AccountId }>;

/** Stock adjustments; each writes an immutable row. */
export interface StockAdjustments {
  /** The item's seller, its stock, and the adjustment made under the key. One statement. */
  find(
    itemId: ItemId,
    key: string,
  ): Promise<(StockLevel & { sellerId: SellerId; made: (Adjustment & StockLevel) | null }) | null>;
  /**
   * Adjusts the stock and records the adjustment in one statement; null if fewer units than are reserved would be left,
   * KEY_TAKEN if a concurrent request with the key was first. Neither writes anything.
   */
  adjust(adjustment: NewAdjustment): Promise<StockLevel | null | 'KEY_TAKEN'>;
}
