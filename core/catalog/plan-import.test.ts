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
  test('changes only what the sheet has columns for', () => {
    const found = plan({ sku: 'BOWL', price: '21.00' });
    expect(found).toMatchObject({
      summary: { created: 0, updated: 1, unchanged: 0, stockAdjusted: 0 },
      rows: [{ id: bowl.id, isNew: false, details: { name: 'Bowl', price: { amountMinor: 2_100n } } }],
    });
  });

  test('adds new SKUs with defaults for missing columns', () => {
    expect(plan(fresh)).toMatchObject({
      summary: { created: 1 },
      rows: [
        { isNew: true, active: true, details: { upc: null, taxClass: 'STANDARD', weightClass: 'PARCEL' } },
      ],
    });
  });

  test('adjusts stock only by an explicit adjustment with a reason', () => {
    const adjusted = { stock_adjustment: '-6', stock_reason: 'LOST' };
    expect(plan({ sku: 'BOWL', ...adjusted, stock_note: ' fell ' })).toMatchObject({
      summary: { unchanged: 1, stockAdjusted: 1 },
      rows: [{ isChanged: false, adjustment: { delta: -6, reason: 'LOST', note: 'fell' } }],
    });
  });

  test('can swap the product codes of two items', () => {
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
    ['a price of zero', { sku: 'BOWL', price: '0' }, ['price', 'INVALID_VALUE']],
    ['an unknown tax class', { sku: 'BOWL', tax_class: 'LOW' }, ['tax_class', 'INVALID_VALUE']],
    [
      'an active flag that is neither true nor false',
      { sku: 'BOWL', active: 'maybe' },
      ['active', 'INVALID_VALUE'],
    ],
    ['another currency', { sku: 'BOWL', currency: 'JPY', price: '5' }, ['currency', 'CURRENCY_FIXED']],
    ['a product code of another item', { sku: 'BOWL', upc: '850005001072' }, ['upc', 'UPC_TAKEN']],
    ['a new item without a name', { ...fresh, sku: 'CUP', name: '' }, ['name', 'INVALID_VALUE']],
    ['an invalid SKU', { ...fresh, sku: '=A1' }, ['sku', 'INVALID_VALUE']],
    [
      'an adjustment without a reason',
      { sku: 'BOWL', stock_adjustment: '3' },
      ['stock_reason', 'INVALID_VALUE'],
    ],
    [
      'a reason without an adjustment',
      { sku: 'BOWL', stock_reason: 'LOST' },
      ['stock_adjustment', 'INVALID_VALUE'],
    ],
    [
      'fewer units than are reserved',
      { sku: 'BOWL', stock_adjustment: '-7', stock_reason: 'LOST' },
      ['stock_adjustment', 'STOCK_BELOW_RESERVED'],
    ],
  ])('rejects %s with its row and column', (_what, cells, [column, code]) => {
    expect(faults(fresh, cells)).toEqual([{ row: 3, column, code }]);
  });

  test('reports every fault in row order, and duplicate rows', () => {
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
