import type { z } from 'zod';

import type { AdjustmentReason } from '../inventory/adjustment-reason.js';
import { adjustmentReasons } from '../inventory/adjustment-reason.js';
import { MAX_ADJUSTMENT_NOTE, MAX_ADJUSTMENT_STEP } from '../inventory/adjust-stock.js';
import type { ItemDetails } from './item-details.js';
import type { ItemDetailsReader } from './item-details.js';
import { detailsInputOf } from './item-details.js';
import type { Item } from './item.js';

/** The columns of an item sheet, in export order. */
export const sheetColumns = [
  'sku',
  'upc',
  'name',
  'description',
  'category',
  'picture',
  'price',
  'currency',
  'tax_class',
  'weight_class',
  'active',
  'stock_adjustment',
  'stock_reason',
  'stock_note',
] as const;
export type SheetColumn = (typeof sheetColumns)[number];

/** Maximum rows of one import; a larger catalog is imported in several files. */
export const MAX_IMPORT_ROWS = 5_000;

/** The cells of a row by column; columns missing from the sheet are undefined. */
export type SheetCells = Readonly<Partial<Record<SheetColumn, string>>>;

/** A row with its number as in spreadsheets: the header is row 1. */
export type SheetRow = Readonly<{ row: number; cells: SheetCells }>;

/** A fault of a row or of the whole sheet. `column` is null if it does not concern a single cell. */
export type RowFault = Readonly<{ row: number; column: string | null; code: RowFaultCode; message: string }>;
export type RowFaultCode =
  | 'MALFORMED'
  | 'UNKNOWN_COLUMN'
  | 'MISSING_COLUMN'
  | 'TOO_MANY_ROWS'
  | 'INVALID_VALUE'
  | 'DUPLICATE'
  | 'UPC_TAKEN'
  | 'CURRENCY_FIXED'
  | 'STOCK_BELOW_RESERVED';

export type SheetAdjustment = Readonly<{ delta: number; reason: AdjustmentReason; note: string }>;

/** A parsed row: the item as it will be, and a stock adjustment. */
export type ReadRow = Readonly<{ details: ItemDetails; active: boolean; adjustment: SheetAdjustment | null }>;

const COLUMN_OF: Readonly<Record<string, SheetColumn>> = {
  taxClass: 'tax_class',
  weightClass: 'weight_class',
};

/** An export row. The last three columns are empty: stock changes only by an explicit adjustment. */
export function cellsOf(item: Item): Readonly<Record<SheetColumn, string>> {
  const { taxClass, weightClass, upc, ...rest } = detailsInputOf(item);
  return {
    ...rest,
    upc: upc ?? '',
    tax_class: taxClass,
    weight_class: weightClass,
    active: String(item.active),
    stock_adjustment: '',
    stock_reason: '',
    stock_note: '',
  };
}

/** Parses a row on top of the current item with its SKU; columns missing from the sheet keep their values. */
export function readRow(
  { row, cells }: SheetRow,
  present: Item | null,
  details: ItemDetailsReader,
): ReadRow | readonly RowFault[] {
  const faults: RowFault[] = [];
  const invalid = (column: SheetColumn, message: string): void => {
    faults.push({ row, column, code: 'INVALID_VALUE', message });
  };
  const before = present === null ? NEW_ITEM : detailsInputOf(present);
  const { tax_class: taxClass, weight_class: weightClass, upc, ...texts } = cells;
  const given = {
    ...definedOf(texts),
    ...(upc === undefined ? {} : { upc: upc === '' ? null : upc }),
    ...(taxClass ? { taxClass } : {}),
    ...(weightClass ? { weightClass } : {}),
  };
  const parsed = details.safeParse({ ...before, ...given });
  for (const issue of parsed.error?.issues ?? []) invalid(columnOf(issue), issue.message);
  const active = activeOf(cells.active, present?.active ?? true);
  if (active === null) invalid('active', 'must be true or false');
  const adjustment = adjustmentOf(cells, invalid);
  if (faults.length > 0 || !parsed.success || active === null) return faults;
  return { details: parsed.data, active, adjustment };
}

const NEW_ITEM = { upc: null, description: '', taxClass: 'STANDARD', weightClass: 'PARCEL' } as const;

function columnOf({ path }: Pick<z.core.$ZodIssue, 'path'>): SheetColumn {
  const name = String(path[0]);
  return COLUMN_OF[name] ?? sheetColumns.find((column) => column === name) ?? 'sku';
}

function definedOf(cells: SheetCells): SheetCells {
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== undefined));
}

function activeOf(cell: string | undefined, present: boolean): boolean | null {
  switch (cell?.trim().toLowerCase()) {
    case undefined:
    case '':
      return present;
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return null;
  }
}

function adjustmentOf(
  cells: SheetCells,
  invalid: (column: SheetColumn, message: string) => void,
): SheetAdjustment | null {
  const { stock_adjustment: step = '', stock_reason: given = '', stock_note: note = '' } = cells;
  if (step === '') {
    if (given !== '') invalid('stock_adjustment', 'is required when a reason is given');
    return null;
  }
  const delta = /^[+-]?\d{1,7}$/.test(step) ? Number(step) : 0;
  const reason = adjustmentReasons.find((each) => each === given);
  if (delta === 0 || Math.abs(delta) > MAX_ADJUSTMENT_STEP)
    invalid('stock_adjustment', 'must be a whole number such as 12 or -3, not zero');
  if (reason === undefined) invalid('stock_reason', `must be one of ${adjustmentReasons.join(', ')}`);
  if (note.length > MAX_ADJUSTMENT_NOTE)
    invalid('stock_note', `must have at most ${MAX_ADJUSTMENT_NOTE} characters`);
  return reason === undefined ? null : { delta, reason, note: note.trim() };
}
