import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { itemDetailsReader } from '../../core/catalog/item-details.js';
import type { Item } from '../../core/catalog/item.js';
import { MAX_IMPORT_ROWS } from '../../core/catalog/item-sheet.js';
import { planImport } from '../../core/catalog/plan-import.js';
import { newId } from '../../core/shared/ids.js';
import { money } from '../../core/shared/money.js';
import { itemSheets } from './item-sheets.js';

const sellerId = newId('sel');

/** Ordinary names, and names that spreadsheets misread. */
const words = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.constantFrom('=1+1', '+49', '-', '@SUM(A1)', `'tis`, `''`, `'=x`, 'a,"b"', 'x;y', 'é\u00A0ü', '#'),
  )
  .map((text) => text.replaceAll(/\p{Cc}/gu, '').trim())
  .filter((text) => text !== '');

const anyItem: fc.Arbitrary<Item> = fc
  .record({
    name: words,
    description: fc.array(fc.oneof(words, fc.constantFrom('\n', '\t', '\r\n', '"')), { maxLength: 6 }),
    category: words,
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    // The last of three decimals is zero.
    priceMinor: fc.bigInt(1n, 9_999_999n).map((tens) => tens * 10n),
    taxClass: fc.constantFrom('STANDARD', 'REDUCED', 'ZERO'),
    weightClass: fc.constantFrom('LETTER', 'PARCEL', 'BULKY'),
    active: fc.boolean(),
    upc: fc.constantFrom(null, '036000291452'),
  })
  .map(({ currency, priceMinor, description, ...item }) => ({
    ...item,
    description: description.join('').trim(),
    id: newId('itm'),
    sellerId,
    sku: newId('itm'),
    picture: 'bud-vase',
    price: money(priceMinor, currency),
    version: 3,
    availableUnits: 7,
  }));

async function textOf(items: readonly Item[]): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of itemSheets.write(batches(items))) pieces.push(piece);
  return pieces.join('');
}

async function* batches(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  for (const item of items) yield await Promise.resolve([item]);
}

function rowsOf(csv: string) {
  const sheet = itemSheets.read(csv);
  if ('faults' in sheet) throw new Error(JSON.stringify(sheet.faults));
  return sheet.rows;
}

const details = itemDetailsReader(new Set(['bud-vase']));

const faultsOf = (csv: string) => {
  const sheet = itemSheets.read(csv);
  return 'faults' in sheet ? sheet.faults.map(({ row, column, code }) => ({ row, column, code })) : [];
};

test('importing an export changes nothing, whatever the items contain', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(anyItem, { selector: ({ upc, sku }) => upc ?? sku, maxLength: 8 }),
      async (items) => {
        const stock = { onHand: 9, reserved: 2 };
        const known = {
          bySku: new Map(items.map((item) => [item.sku, { ...item, stock }])),
          upcOwners: new Map(items.flatMap(({ upc, id }) => (upc === null ? [] : [[upc, id] as const]))),
        };
        const plan = planImport(rowsOf(await textOf(items)), known, details);
        expect(plan).toEqual({
          rows: [],
          summary: { created: 0, updated: 0, unchanged: items.length, stockAdjusted: 0 },
        });
      },
    ),
  );
});

test('no cell of an export starts a formula', async () => {
  await fc.assert(
    fc.asyncProperty(anyItem, async (item) => {
      for (const cell of parse(await textOf([item]), { bom: true }).flat())
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

describe('a sheet is read', () => {
  test('with semicolons, a byte order mark and blank lines; rows count as in the spreadsheet', () => {
    expect(rowsOf('\uFEFFSKU;Price\r\nA-1;"1,50"\r\n;\r\nA-2;2\r\n')).toEqual([
      { row: 2, cells: { sku: 'A-1', price: '1,50' } },
      { row: 4, cells: { sku: 'A-2', price: '2' } },
    ]);
  });

  test.each([
    ['an unknown column', 'sku,colour\nA,red\n', { row: 1, column: 'colour', code: 'UNKNOWN_COLUMN' }],
    ['a duplicate column', 'sku,price,price\nA,1,2\n', { row: 1, column: 'price', code: 'UNKNOWN_COLUMN' }],
    ['no SKU column', 'name\nBowl\n', { row: 1, column: 'sku', code: 'MISSING_COLUMN' }],
    ['no content', '', { row: 1, column: 'sku', code: 'MISSING_COLUMN' }],
    ['a row with too few cells', 'sku,name\nA\n', { row: 2, column: null, code: 'MALFORMED' }],
    ['an unterminated quote', 'sku,name\nA,"B\n', { row: 2, column: null, code: 'MALFORMED' }],
  ])('but not with %s', (_what, csv, fault) => {
    expect(faultsOf(csv)).toContainEqual(fault);
  });

  test('but not with more rows than one import allows', () => {
    const rows = (count: number) =>
      `sku\n${Array.from({ length: count }, (_, nth) => `S-${nth}`).join('\n')}\n`;
    expect(rowsOf(rows(MAX_IMPORT_ROWS))).toHaveLength(MAX_IMPORT_ROWS);
    expect(faultsOf(rows(MAX_IMPORT_ROWS + 1))).toEqual([
      { row: MAX_IMPORT_ROWS + 2, column: null, code: 'TOO_MANY_ROWS' },
    ]);
  });
});
