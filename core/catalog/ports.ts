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

/** Reads items; only active ones unless a filter says otherwise. */
export interface Items {
  find(id: ItemId): Promise<Item | null>;
  /** In sort order; a page continues after a position, regardless of items inserted since. One statement. */
  list(filter: ItemFilter, sort: ItemSort, page: PageRequest): Promise<PlacedPage<Item>>;
}

/** Reads sellers. */
export interface Sellers {
  /** In the order of the ids; null for an unknown id. */
  findMany(ids: readonly SellerId[]): Promise<readonly (Seller | null)[]>;
  list(page: PageRequest): Promise<Page<Seller>>;
}

/** The editor, and the id of the audit row. */
export type ItemEdit = Readonly<{ id: Id<'ied'>; accountId: AccountId }>;

/** Another item of the seller has this SKU, or any other item has this UPC. */
export type TakenCode = 'SKU_TAKEN' | 'UPC_TAKEN';

/** Item edits by sellers. Each is one statement and writes an immutable audit row. */
export interface ItemEdits {
  /** Finds inactive items, too. */
  find(id: ItemId): Promise<Item | null>;
  /** Adds an item without stock. */
  add(
    added: Readonly<{
      edit: ItemEdit;
      id: ItemId;
      sellerId: SellerId;
      details: ItemDetails;
      active: boolean;
    }>,
  ): Promise<Item | TakenCode>;
  /** Returns null and changes nothing if the item's version has changed. */
  change(
    changed: Readonly<{ edit: ItemEdit; id: ItemId; version: number; details: ItemDetails }>,
  ): Promise<Item | null | TakenCode>;
  /** Null if it already has this state. */
  setActive(changed: Readonly<{ edit: ItemEdit; id: ItemId; active: boolean }>): Promise<Item | null>;
}

/** Converts between a seller's items and CSV. */
export interface ItemSheets {
  /** Parses the rows, or returns the faults that make the file unreadable. */
  read(csv: string): Readonly<{ rows: readonly SheetRow[] }> | Readonly<{ faults: readonly RowFault[] }>;
  /** Writes the CSV in chunks; cells that could start a formula are escaped, so that spreadsheets show them as text. */
  write(batches: AsyncIterable<readonly Item[]>): AsyncIterable<string>;
}

/** Writes imports. Both methods take a few statements, whatever the number of rows. */
export interface ItemImports {
  /** Reads the items that the rows refer to and locks them until the transaction ends. */
  lock(tx: Tx, sellerId: SellerId, rows: readonly SheetRow[]): Promise<KnownItems>;
  /** Writes the rows and their audit rows; false if a unique code was taken or stock was reserved in the meantime. */
  write(
    tx: Tx,
    planned: Readonly<{ sellerId: SellerId; accountId: AccountId; rows: readonly PlannedRow[] }>,
  ): Promise<boolean>;
}

/** The editor, the terms and the version they are based on; `id` is that of the audit row. */
export type TermsEdit = Readonly<{
  id: Id<'ted'>;
  accountId: AccountId;
  sellerId: SellerId;
  currency: string;
  version: number;
}>;

/** Sellers' terms by currency. An edit is one statement and writes an immutable audit row. */
export interface TermsEdits {
  list(sellerId: SellerId): Promise<readonly SellerTerms[]>;
  /** Zero if there are none. */
  versionOf(kind: 'SHIPPING' | 'COMMISSION', sellerId: SellerId, currency: string): Promise<number>;
  /** Returns the new version; null, changing nothing, if the terms' version has changed. */
  setShipping(edit: TermsEdit, terms: ShippingRates): Promise<number | null>;
  /** Like `setShipping`. */
  setCommission(edit: TermsEdit, plan: Omit<CommissionPlan, 'version'>): Promise<number | null>;
}
