import type { Page, PageRequest, PlacedPage } from '../shared/page.js';
import type { ShippingRates } from './shipping.js';
import type { AccountId, Id, ItemId, SellerId } from '../shared/ids.js';
import type { Item } from './item.js';
import type { Tx } from '../shared/transaction.js';
import type { CommissionPlan } from './commission.js';
import type { ItemDetails } from './item-details.js';
import type { ItemFilter, ItemSort } from './item-list.js';
import type { RowFault, SheetRow } from './item-sheet.js';
import type { KnownItems, PlannedRow } from './plan-import.js';
import type { Seller } from './seller.js';
import type { SellerTerms } from './seller-terms.js';

/** Reads items; unless a filter says otherwise, only those that are sold now. */
export interface Items {
  find(id: ItemId): Promise<Item | null>;
  /** In the order of the sort; a page goes on after a place, whatever was inserted meanwhile. One statement. */
  list(filter: ItemFilter, sort: ItemSort, page: PageRequest): Promise<PlacedPage<Item>>;
}

/** Reads sellers. */
export interface Sellers {
  /** In the order of the ids; null where there is no such seller. */
  findMany(ids: readonly SellerId[]): Promise<readonly (Seller | null)[]>;
  list(page: PageRequest): Promise<Page<Seller>>;
}

/** Who edits; the audit row gets the id. */
export type ItemEdit = Readonly<{ id: Id<'ied'>; accountId: AccountId }>;

/** The seller has another item with this SKU, or any seller one with this UPC. */
export type TakenCode = 'SKU_TAKEN' | 'UPC_TAKEN';

/** Edits of items by their sellers. Each is one statement and leaves an audit row that is never changed. */
export interface ItemEdits {
  /** Also an item that is not sold now. */
  find(id: ItemId): Promise<Item | null>;
  /** A new item, of which nothing is in stock. */
  add(
    added: Readonly<{
      edit: ItemEdit;
      id: ItemId;
      sellerId: SellerId;
      details: ItemDetails;
      active: boolean;
    }>,
  ): Promise<Item | TakenCode>;
  /** Null, and nothing is changed, when the item has another version by now. */
  change(
    changed: Readonly<{ edit: ItemEdit; id: ItemId; version: number; details: ItemDetails }>,
  ): Promise<Item | null | TakenCode>;
  /** Null when it was so before. */
  setActive(changed: Readonly<{ edit: ItemEdit; id: ItemId; active: boolean }>): Promise<Item | null>;
}

/** A seller's items as a CSV text. */
export interface ItemSheets {
  /** The rows of a text, or what makes it unreadable as a whole. */
  read(csv: string): Readonly<{ rows: readonly SheetRow[] }> | Readonly<{ faults: readonly RowFault[] }>;
  /** The text of the items, in pieces; what could begin a formula is written so that a spreadsheet shows it as text. */
  write(batches: AsyncIterable<readonly Item[]>): AsyncIterable<string>;
}

/** Writes imports. Both are few statements, whatever the number of rows. */
export interface ItemImports {
  /** What is known of the items that the rows name; they cannot be edited until the transaction ends. */
  lock(tx: Tx, sellerId: SellerId, rows: readonly SheetRow[]): Promise<KnownItems>;
  /** Writes the rows with their audit; false when a unique code was taken or stock reserved meanwhile. */
  write(
    tx: Tx,
    planned: Readonly<{ sellerId: SellerId; accountId: AccountId; rows: readonly PlannedRow[] }>,
  ): Promise<boolean>;
}

/** Who edits which terms, and the version that was read; the audit row gets the id. */
export type TermsEdit = Readonly<{
  id: Id<'ted'>;
  accountId: AccountId;
  sellerId: SellerId;
  currency: string;
  version: number;
}>;

/** Terms of sellers, by currency. An edit is one statement and leaves an audit row that is never changed. */
export interface TermsEdits {
  list(sellerId: SellerId): Promise<readonly SellerTerms[]>;
  /** Zero where there are none. */
  versionOf(kind: 'SHIPPING' | 'COMMISSION', sellerId: SellerId, currency: string): Promise<number>;
  /** The new version; null, and nothing is changed, when the terms have another version by now. */
  setShipping(edit: TermsEdit, terms: ShippingRates): Promise<number | null>;
  /** As `setShipping`. */
  setCommission(edit: TermsEdit, plan: Omit<CommissionPlan, 'version'>): Promise<number | null>;
}
