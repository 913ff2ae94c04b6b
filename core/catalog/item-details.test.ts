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
  ['a price of zero', { price: '0' }, 'price'],
  ['a price with half a yen', { price: '10.5', currency: 'JPY' }, 'price'],
  ['a price with a tenth of a cent', { price: '1.001' }, 'price'],
  ['a price above the PSP’s maximum', { price: '1000000.00' }, 'price'],
  ['an invalid currency', { currency: 'euro' }, 'currency'],
  ['a product code with an invalid check digit', { upc: '036000291453' }, 'upc'],
  ['a SKU that starts a formula', { sku: '=1+1' }, 'sku'],
  ['a blank name', { name: '  ' }, 'name'],
  ['a name with two lines', { name: 'a\nb' }, 'name'],
  ['an unknown illustration', { picture: 'nothing-drawn' }, 'picture'],
  ['a picture without TLS', { picture: 'http://example.com/a.png' }, 'picture'],
  ['a picture URL with a script', { picture: 'https://example.com/"onload=x' }, 'picture'],
])('an item with %s is rejected', (_what, change, field) => {
  expect(faultOf(change)).toBe(field);
});

test('a picture may be hosted elsewhere over https', () => {
  expect(faultOf({ picture: 'https://cdn.example.com/mug.webp?w=400' })).toBeUndefined();
});
