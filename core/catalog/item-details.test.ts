import { expect, test } from 'vitest';

import type { ItemDetailsInput } from './item-details.js';
import { detailsInputOf, itemDetailsReader } from './item-details.js';

const mug: ItemDetailsInput = {
  sku: 'KC-MUG-99',
  upc: '036000291452',
  name: 'Mug',
  description: 'Holds tea.\nAnd coffee.',
  category: 'Ceramics',
  picture: 'ash-glaze-mug',
  price: '24.50',
  currency: 'EUR',
  taxClass: 'STANDARD',
  weightClass: 'PARCEL',
};

const reader = itemDetailsReader(new Set(['ash-glaze-mug']));

const faultOf = (change: Partial<ItemDetailsInput>): string | undefined =>
  reader.safeParse({ ...mug, ...change }).error?.issues[0]?.path.join('.');

test.each([
  ['24.50', 'EUR', 2_450n],
  ['1980', 'JPY', 1_980n],
  ['12.340', 'KWD', 12_340n],
])('a price of %s %s is kept exactly', (price, currency, amountMinor) => {
  const read = reader.parse({ ...mug, price, currency });
  expect(read.price).toEqual({ amountMinor, currency });
  expect(detailsInputOf(read)).toEqual({ ...mug, price, currency });
});

test.each([
  ['nothing', { price: '0' }, 'price'],
  ['half a yen', { price: '10.5', currency: 'JPY' }, 'price'],
  ['a tenth of a cent', { price: '1.001' }, 'price'],
  ['more than can be paid', { price: '1000000.00' }, 'price'],
  ['a currency that is none', { currency: 'euro' }, 'currency'],
  ['a product code with a wrong check digit', { upc: '036000291453' }, 'upc'],
  ['a stock keeping unit that begins a formula', { sku: '=1+1' }, 'sku'],
  ['a blank name', { name: '  ' }, 'name'],
  ['a name of two lines', { name: 'a\nb' }, 'name'],
  ['an illustration that is not there', { picture: 'nothing-drawn' }, 'picture'],
  ['a picture over an open line', { picture: 'http://example.com/a.png' }, 'picture'],
  ['a picture that is a script', { picture: 'https://example.com/"onload=x' }, 'picture'],
])('an item with %s is refused', (_what, change, field) => {
  expect(faultOf(change)).toBe(field);
});

test('a picture may lie elsewhere, under https', () => {
  expect(faultOf({ picture: 'https://cdn.example.com/mug.webp?w=400' })).toBeUndefined();
});
