import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

import type { Item } from '../../core/catalog/item.js';
import type { RowFault, SheetCells, SheetColumn, SheetRow } from '../../core/catalog/item-sheet.js';
import { cellsOf, MAX_IMPORT_ROWS, sheetColumns } from '../../core/catalog/item-sheet.js';
import type { ItemSheets } from '../../core/catalog/ports.js';

/** Marks the file as UTF-8 for spreadsheets. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Characters that start a formula in a spreadsheet. The apostrophe is included so that reading exactly undoes writing. */
const FORMULA = /^[=+\-@\t\r']/;

/** CSV as in RFC 4180; on reading, also with semicolons, which spreadsheets write in many locales. */
export const itemSheets: ItemSheets = {
  read(csv) {
    const table = cellsIn(csv);
    if (!Array.isArray(table)) return { faults: [table] };
    const [header = [], ...body] = table;
    const faults = [...headerFaults(header), ...(body.length > MAX_IMPORT_ROWS ? [tooManyRows] : [])];
    if (faults.length > 0) return { faults };
    const rows = body.flatMap((cells, index) => (isBlank(cells) ? [] : [{ row: index + 2, cells }]));
    const misshapen = rows.filter(({ cells }) => cells.length !== header.length);
    if (misshapen.length > 0)
      return {
        faults: misshapen.map(({ row, cells }) =>
          malformed(row, `has ${cells.length} cells, the header has ${header.length}`),
        ),
      };
    return { rows: rows.map(({ row, cells }): SheetRow => ({ row, cells: namedCells(header, cells) })) };
  },
  async *write(batches) {
    yield BYTE_ORDER_MARK + lines([[...sheetColumns]]);
    for await (const items of batches) yield lines(items.map(lineOf));
  },
};

const tooManyRows: RowFault = {
  row: MAX_IMPORT_ROWS + 2,
  column: null,
  code: 'TOO_MANY_ROWS',
  message: `exceeds the limit of ${MAX_IMPORT_ROWS} rows per import`,
};

function cellsIn(csv: string): string[][] | RowFault {
  const [head = ''] = csv.split(/\r?\n|\r/, 1);
  try {
    return parse(csv, {
      bom: true,
      delimiter: head.includes(';') ? ';' : ',',
      relax_column_count: true,
      to: MAX_IMPORT_ROWS + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return malformed(typeof error['lines'] === 'number' ? error['lines'] : 1, error.message);
  }
}

function malformed(row: number, message: string): RowFault {
  return { row, column: null, code: 'MALFORMED', message };
}

function headerFaults(header: readonly string[]): readonly RowFault[] {
  const unknown = header.filter((name, index) => columnOf(name) === null || header.indexOf(name) !== index);
  return [
    ...unknown.map((column): RowFault => {
      const message = `is unknown or duplicated; the columns are ${sheetColumns.join(', ')}`;
      return { row: 1, column, code: 'UNKNOWN_COLUMN', message };
    }),
    ...(header.some((name) => columnOf(name) === 'sku')
      ? []
      : [{ row: 1, column: 'sku', code: 'MISSING_COLUMN', message: 'is required' } as const]),
  ];
}

function columnOf(name: string): SheetColumn | null {
  return sheetColumns.find((column) => column === name.trim().toLowerCase()) ?? null;
}

function namedCells(header: readonly string[], cells: readonly string[]): SheetCells {
  return Object.fromEntries(
    header.map((name, index) => [columnOf(name) ?? name, readable(cells[index] ?? '')]),
  );
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function lineOf(item: Item): readonly string[] {
  const cells = cellsOf(item);
  return sheetColumns.map((column) => harmless(cells[column]));
}

function lines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { record_delimiter: 'windows' },
  );
}

function harmless(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function readable(cell: string): string {
  return cell.startsWith(`'`) && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
