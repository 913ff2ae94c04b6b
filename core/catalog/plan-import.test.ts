import { describe, expect, test } from 'vitest';

import { newId } from '../shared/ids.js';
import { money } from '../shared/money.js';
import { itemDetailsReader } from './item-details.js';
import type { Item } from './item.js';
import type { SheetCells } from './item-sheet.js';
import { planImport } from './plan-import.js';

const bowl: Item = {
  ...{ id: newId('itm'), sellerId: newId('sel'), sku: 'BOWL', upc: '036000291452', name: 'Bowl' },
  ...{ description: '', category: 'Ceramics', picture: 'bud-vase', price: money(1_950n, 'EUR') },
  ...{ taxClass: 'STANDARD', weightClass: 'PARCEL', active: true, version: 4, availableUnits: 6 },
};
const stock = { onHand: 10, reserved: 4 };
const known = {
  bySku: new Map([['BOWL', { ...bowl, stock }]]),
  upcOwners: new Map([
    ['036000291452', bowl.id],
    ['850005001072', newId('itm')],
  ]),
};
const fresh = {
  sku: 'NEW',
  name: 'Cup',
  category: 'Ceramics',
  picture: 'bud-vase',
  price: '5',
  currency: 'EUR',
};

const details = itemDetailsReader(new Set(['bud-vase']));

const plan = (...rows: SheetCells[]) =>
  planImport(
    rows.map((cells, index) => ({ row: index + 2, cells })),
    known,
    details,
  );

const faults = (...rows: SheetCells[]) => {
  const found = plan(...rows);
  return 'summary' in found ? [] : found.map(({ row, column, code }) => ({ row, column, code }));
};

describe('an import', () => {
  test('changes what the sheet has columns for and leaves the rest as it is', () => {
    const found = plan({ sku: 'BOWL', price: '21.00' });
    expect(found).toMatchObject({
      summary: { created: 0, updated: 1, unchanged: 0, stockAdjusted: 0 },
      rows: [{ id: bowl.id, isNew: false, details: { name: 'Bowl', price: { amountMinor: 2_100n } } }],
    });
  });

  test('adds SKUs that are new, with what was not said as usual', () => {
    expect(plan(fresh)).toMatchObject({
      summary: { created: 1 },
      rows: [
        { isNew: true, active: true, details: { upc: null, taxClass: 'STANDARD', weightClass: 'PARCEL' } },
      ],
    });
  });

  test('corrects stock only where it is told to, and why', () => {
    const adjusted = { stock_adjustment: '-6', stock_reason: 'LOST' };
    expect(plan({ sku: 'BOWL', ...adjusted, stock_note: ' fell ' })).toMatchObject({
      summary: { unchanged: 1, stockAdjusted: 1 },
      rows: [{ isChanged: false, adjustment: { delta: -6, reason: 'LOST', note: 'fell' } }],
    });
  });

  test('may exchange the product codes of two items', () => {
    const cup = { ...bowl, id: newId('itm'), sku: 'CUP', upc: '850005001072', stock };
    const both = {
      bySku: new Map([...known.bySku, ['CUP', cup] as const]),
      upcOwners: new Map([
        ['036000291452', bowl.id],
        ['850005001072', cup.id],
      ]),
    };
    const rows = [
      { row: 2, cells: { sku: 'BOWL', upc: '850005001072' } },
      { row: 3, cells: { sku: 'CUP', upc: '036000291452' } },
    ];
    expect(planImport(rows, both, details)).toMatchObject({ summary: { updated: 2 } });
  });

  test.each<[string, SheetCells, [string, string]]>([
    ['a price of nothing', { sku: 'BOWL', price: '0' }, ['price', 'INVALID_VALUE']],
    ['a tax class that is none', { sku: 'BOWL', tax_class: 'LOW' }, ['tax_class', 'INVALID_VALUE']],
    ['an answer that is neither yes nor no', { sku: 'BOWL', active: 'maybe' }, ['active', 'INVALID_VALUE']],
    ['another currency', { sku: 'BOWL', currency: 'JPY', price: '5' }, ['currency', 'CURRENCY_FIXED']],
    ['the product code of someone else', { sku: 'BOWL', upc: '850005001072' }, ['upc', 'UPC_TAKEN']],
    ['a new item without a name', { ...fresh, sku: 'CUP', name: '' }, ['name', 'INVALID_VALUE']],
    ['a SKU that is none', { ...fresh, sku: '=A1' }, ['sku', 'INVALID_VALUE']],
    [
      'a correction without a reason',
      { sku: 'BOWL', stock_adjustment: '3' },
      ['stock_reason', 'INVALID_VALUE'],
    ],
    [
      'a reason without a correction',
      { sku: 'BOWL', stock_reason: 'LOST' },
      ['stock_adjustment', 'INVALID_VALUE'],
    ],
    [
      'fewer units than are reserved',
      { sku: 'BOWL', stock_adjustment: '-7', stock_reason: 'LOST' },
      ['stock_adjustment', 'STOCK_BELOW_RESERVED'],
    ],
  ])('refuses %s and names row and column', (_what, cells, [column, code]) => {
    expect(faults(fresh, cells)).toEqual([{ row: 3, column, code }]);
  });

  test('names every fault, in the order of the rows, and both rows of a double', () => {
    expect(faults({ sku: 'BOWL', price: 'x' }, { sku: 'BOWL', active: '?' }, { sku: '' })).toEqual([
      { row: 2, column: 'price', code: 'INVALID_VALUE' },
      { row: 3, column: 'sku', code: 'DUPLICATE' },
      { row: 3, column: 'active', code: 'INVALID_VALUE' },
      ...['sku', 'name', 'category', 'picture', 'price', 'currency'].map((column) => ({
        ...{ row: 4, column },
        code: 'INVALID_VALUE',
      })),
    ]);
  });
});
