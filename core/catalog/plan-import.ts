import type { StockLevel } from '../inventory/ports.js';
import type { Id, ItemId } from '../shared/ids.js';
import { newId } from '../shared/ids.js';
import type { ItemDetailsReader } from './item-details.js';
import { isSameItem } from './item-details.js';
import type { Item } from './item.js';
import type { ReadRow, RowFault, SheetColumn, SheetRow } from './item-sheet.js';
import { readRow } from './item-sheet.js';

/** What is known of the items that a sheet names. */
export type KnownItems = Readonly<{
  /** The seller's own, by SKU. */
  bySku: ReadonlyMap<string, Item & Readonly<{ stock: StockLevel }>>;
  /** Whose product codes the sheet names, whichever seller's they are. */
  upcOwners: ReadonlyMap<string, ItemId>;
}>;

/** What an import writes of one row. */
export type PlannedRow = ReadRow &
  Readonly<{ row: number; id: ItemId; editId: Id<'ied'>; isNew: boolean; isChanged: boolean }>;

/** What an import came to, or would come to. */
export type ImportSummary = Readonly<{
  created: number;
  updated: number;
  unchanged: number;
  stockAdjusted: number;
}>;

export type ImportPlan = Readonly<{ rows: readonly PlannedRow[]; summary: ImportSummary }>;

/** Decides what a sheet changes; or every fault, and then nothing is to be changed. Pure but for the ids of new rows. */
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
    faults.push({ row, column: 'upc', code: 'UPC_TAKEN', message: 'is the product code of another item' });
  }
  if (faults.length > 0) return faults.toSorted((a, b) => a.row - b.row);
  return {
    rows: rows.filter(({ isChanged, adjustment }) => isChanged || adjustment !== null),
    summary: summaryOf(rows),
  };
}

/** What contradicts the item as it is. */
function conflictsOf(
  { row }: SheetRow,
  { details, adjustment }: ReadRow,
  present: (Item & { stock: StockLevel }) | null,
): readonly RowFault[] {
  const faults: RowFault[] = [];
  if (present !== null && details.price.currency !== present.price.currency)
    faults.push({ row, column: 'currency', code: 'CURRENCY_FIXED', message: 'of an item cannot be changed' });
  const { onHand, reserved } = present?.stock ?? { onHand: 0, reserved: 0 };
  if (adjustment !== null && onHand + adjustment.delta < reserved) {
    const message = `leaves fewer than the ${reserved} that orders have reserved; ${onHand} are in hand`;
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
    return [{ row, column, code: 'DUPLICATE', message: `stands in row ${before}, too` }];
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
