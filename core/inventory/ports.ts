import type { DomainError } from '../shared/domain-error.js';
import type { AccountId, Id, ItemId, SellerId } from '../shared/ids.js';
import type { AdjustmentReason } from './adjustment-reason.js';

/** There is no such item, or it is another seller's. */
export type ItemNotFound = DomainError<'ITEM_NOT_FOUND'>;

/** Units on hand at the seller, and how many of them orders have reserved. */
export type StockLevel = Readonly<{ onHand: number; reserved: number }>;

export type Adjustment = Readonly<{ delta: number; reason: AdjustmentReason; note: string }>;

export type NewAdjustment = Adjustment &
  Readonly<{ id: Id<'adj'>; itemId: ItemId; key: string; accountId: AccountId }>;

/** Corrections of stock; each leaves a row that is never changed. */
export interface StockAdjustments {
  /** Whose item it is, its stock, and the correction that was made under the key. One statement. */
  find(
    itemId: ItemId,
    key: string,
  ): Promise<(StockLevel & { sellerId: SellerId; made: (Adjustment & StockLevel) | null }) | null>;
  /**
   * Changes the stock and writes the correction in one statement; null when fewer units than are reserved would be left,
   * KEY_TAKEN when another request with the key was faster. Neither leaves anything behind.
   */
  adjust(adjustment: NewAdjustment): Promise<StockLevel | null | 'KEY_TAKEN'>;
}
