import type { StockLevel } from '../inventory/ports.js';
import type { Id, ItemId } from '../shared/ids.js';
import { newId } from '../shared/ids.js';
import type { ItemDetailsReader } from './item-details.js';
import { isSameItem } from './item-details.js';
import type { Item } from './item.js';
import type { ReadRow, RowFault, SheetColumn, SheetRow } from './item-sheet.js';
import { readRow } from './item-sheet.js';

/** The stored items that a sheet refers to. */
export type KnownItems = Readonly<{
  /** The seller's items by SKU. */
  bySku: ReadonlyMap<string, Item & Readonly<{ stock: StockLevel }>>;
  /** Owners of the product codes in the sheet, across all sellers. */
  upcOwners: ReadonlyMap<string, ItemId>;
}>;

/** The changes of one row. */
export type PlannedRow = ReadRow &
  Readonly<{ row: number; id: ItemId; editId: Id<'ied'>; isNew: boolean; isChanged: boolean }>;

/** The result of an import or of its dry run. */
export type ImportSummary = Readonly<{
  created: number;
  updated: number;
  unchanged: number;
  stockAdjusted: number;
}>;

export type ImportPlan = Readonly<{ rows: readonly PlannedRow[]; summary: ImportSummary }>;

/**
 * Decides what a sheet changes, or returns every fault, in which case nothing may be written. Pure except for the ids
 * of new rows.
 */
export function planImport(
  sheet: readonly SheetRow[],
  known: KnownItems,
  details: ItemDetailsReader,
): ImportPlan | readonly RowFault[] {
  const faults: RowFault[] = [...duplicatesOf(sheet, 'sku'), ...duplicatesOf(sheet, 'upc')];
  const rows: PlannedRow[] = [];
  const releasedUpcs = new Set<string>();
  for (const sheetRow of sheet) {
    const present = known.bySku.get(sheetRow.cells.sku ?? '') ?? null;
    const read = readRow(sheetRow, present, details);
    if (!('details' in read)) {
      faults.push(...read);
      continue;
    }
    faults.push(...conflictsOf(sheetRow, read, present));
    if (present?.upc != null && present.upc !== read.details.upc) releasedUpcs.add(present.upc);
    const isChanged =
      present === null || present.active !== read.active || !isSameItem(present, read.details);
    rows.push({
      ...read,
      row: sheetRow.row,
      id: present?.id ?? newId('itm'),
      editId: newId('ied'),
      isNew: present === null,
      isChanged,
    });
  }
  for (const { row, id, details: read } of rows) {
    const { upc } = read;
    const owner = upc === null ? undefined : known.upcOwners.get(upc);
    if (upc === null || owner === undefined || owner === id || releasedUpcs.has(upc)) continue;
    faults.push({ row, column: 'upc', code: 'UPC_TAKEN', message: 'is already used by another item' });
  }
  if (faults.length > 0) return faults.toSorted((a, b) => a.row - b.row);
  return {
    rows: rows.filter(({ isChanged, adjustment }) => isChanged || adjustment !== null),
    summary: summaryOf(rows),
  };
}

/** Faults of a row against the current item. */
function conflictsOf(
  { row }: SheetRow,
  { details, adjustment }: ReadRow,
  present: (Item & { stock: StockLevel }) | null,
): readonly RowFault[] {
  const faults: RowFault[] = [];
  if (present !== null && details.price.currency !== present.price.currency)
    faults.push({ row, column: 'currency', code: 'CURRENCY_FIXED', message: 'cannot be changed' });
  const { onHand, reserved } = present?.stock ?? { onHand: 0, reserved: 0 };
  if (adjustment !== null && onHand + adjustment.delta < reserved) {
    const message = `would leave fewer than the ${reserved} reserved units; ${onHand} are on hand`;
    faults.push({ row, column: 'stock_adjustment', code: 'STOCK_BELOW_RESERVED', message });
  }
  return faults;
}

function duplicatesOf(sheet: readonly SheetRow[], column: SheetColumn): readonly RowFault[] {
  const first = new Map<string, number>();
  return sheet.flatMap(({ row, cells }): RowFault[] => {
    const cell = cells[column] ?? '';
    const before = first.get(cell);
    if (cell === '' || before === undefined) {
      first.set(cell, row);
      return [];
    }
    return [{ row, column, code: 'DUPLICATE', message: `is also in row ${before}` }];
  });
}

function summaryOf(rows: readonly PlannedRow[]): ImportSummary {
  const count = (is: (row: PlannedRow) => boolean): number => rows.filter(is).length;
  return {
    created: count(({ isNew }) => isNew),
    updated: count(({ isNew, isChanged }) => isChanged && !isNew),
    unchanged: count(({ isChanged }) => !isChanged),
    stockAdjusted: count(({ adjustment }) => adjustment !== null),
  };
}
