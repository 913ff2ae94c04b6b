import { expect, test } from 'vitest';
import type { QuotePartsFragment } from '../generated/graphql.js';
import { cartChanges, allSeen, seenAfterDisplay } from './cart-changes.js';

function aQuote({ price = 2400, shipping = 490, quantity = 1, available = 50 } = {}): QuotePartsFragment {
  const euro = (minor: number) =>
    ({ __typename: 'Money', amountMinor: String(minor), currency: 'EUR' }) as const;
  const seller = {
    __typename: 'Seller',
    id: 'sel_1',
    slug: 'k',
    name: 'Kiln & Clay',
    tagline: '',
    accent: 'clay',
  } as const;
  return {
    __typename: 'Quote',
    version: 'v1',
    destination: 'DE',
    sellers: [
      {
        __typename: 'CartSellerGroup',
        seller,
        lines: [
          {
            __typename: 'CartLine',
            item: {
              __typename: 'Item',
              id: 'itm_1',
              sku: 'KC-MUG-01',
              name: 'Mug',
              category: 'Ceramics',
              pictureUrl: '',
              price: euro(price),
              availableUnits: available,
              seller,
            },
            quantity,
            unitPrice: euro(price),
            total: euro(price * quantity),
          },
        ],
        subtotal: euro(price * quantity),
        shipping: euro(shipping),
        tax: euro(0),
        total: euro(price * quantity + shipping),
      },
    ],
    subtotal: euro(price * quantity),
    shipping: euro(shipping),
    tax: euro(0),
    taxIncluded: euro(0),
    minimumTotal: euro(50),
    maximumTotal: euro(99_999_999),
    total: euro(price * quantity + shipping),
  };
}

test('what is seen for the first time is not a change', () => {
  expect(cartChanges(undefined, aQuote())).toEqual([]);
});

test('new prices and shipping costs are changes until accepted', () => {
  const seen = allSeen(aQuote());
  const now = aQuote({ price: 2600, shipping: 590 });
  expect(cartChanges(seen, now)).toEqual([
    { kind: 'price', id: 'itm_1', name: 'Mug', before: '2400', after: '2600' },
    { kind: 'shipping', id: 'sel_1', name: 'Kiln & Clay', before: '490', after: '590' },
  ]);
  expect(cartChanges(seenAfterDisplay(seen, now), now)).toHaveLength(2);
  expect(cartChanges(allSeen(now), now)).toEqual([]);
});

test('a quantity changed by the shopper needs no acceptance', () => {
  expect(cartChanges(allSeen(aQuote()), aQuote({ quantity: 3 }))).toEqual([]);
});

test('a shortage is reported whatever was seen before', () => {
  const now = aQuote({ quantity: 3, available: 2 });
  expect(cartChanges(allSeen(now), now)).toEqual([
    { kind: 'stock', id: 'itm_1', name: 'Mug', wanted: 3, available: 2 },
  ]);
});
