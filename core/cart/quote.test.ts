import fc from 'fast-check';
import { expect, test } from 'vitest';

import { newId } from '../shared/ids.js';
import { money, sumMinor } from '../shared/money.js';
import type { Cart, CartLine } from './cart.js';
import { shortagesOf } from './cart.js';
import { quoteCart } from './quote.js';

const currencies = ['EUR', 'JPY', 'KWD'] as const;

const seller = fc
  .record({ shippingMinor: fc.bigInt(0n, 10_000n), version: fc.integer({ min: 1, max: 9 }) })
  .map((given) => ({
    ...given,
    id: newId('sel'),
    slug: 's',
    name: 'S',
    tagline: '',
    accent: 'teal',
    captureMode: 'AUTOMATIC' as const,
  }));

const cart = fc
  .record({
    currency: fc.constantFrom(...currencies),
    sellers: fc.array(seller, { minLength: 1, maxLength: 6 }),
    lines: fc.array(
      fc.record({
        price: fc.bigInt(1n, 10n ** 12n),
        quantity: fc.integer({ min: 1, max: 99 }),
        of: fc.nat(),
      }),
      { maxLength: 40 },
    ),
  })
  .map(({ currency, sellers, lines }): Cart => {
    const cartLines = lines.flatMap(({ price, quantity, of }): CartLine[] => {
      const owner = sellers[of % sellers.length];
      if (owner === undefined) return [];
      const item = {
        id: newId('itm'),
        sellerId: owner.id,
        sku: 'A-1',
        upc: null,
        name: 'Mug',
        description: '',
        category: 'Ceramics',
        picture: 'mug',
        price: money(price, currency),
        availableUnits: 50,
        active: true,
        version: 1,
        seller: owner,
      };
      return [{ item, quantity }];
    });
    return { id: newId('crt'), currency, version: 1, orderId: null, lines: cartLines };
  });

test('the parts of any quote add up to its total, to the minor unit, in every currency', () => {
  fc.assert(
    fc.property(cart, (given) => {
      const quote = quoteCart(given);
      const lines = quote.sellers.flatMap((each) => each.lines);
      expect(sumMinor(lines.map(({ total }) => total.amountMinor))).toBe(quote.subtotal.amountMinor);
      expect(quote.subtotal.amountMinor + quote.shipping.amountMinor).toBe(quote.total.amountMinor);
      expect(sumMinor(quote.sellers.map(({ total }) => total.amountMinor))).toBe(quote.total.amountMinor);
      expect(lines).toHaveLength(given.lines.length);
      expect(new Set(quote.sellers.map((each) => each.seller.id)).size).toBe(quote.sellers.length);
    }),
  );
});

test('a price change has another version, and a second look without a change has the same', () => {
  fc.assert(
    fc.property(
      cart.filter(({ lines }) => lines.length > 0),
      (given) => {
        const raised = given.lines.map((line, index) =>
          index === 0 ? { ...line, item: { ...line.item, version: line.item.version + 1 } } : line,
        );
        expect(quoteCart({ ...given, lines: raised }).version).not.toBe(quoteCart(given).version);
        expect(quoteCart(given).version).toBe(quoteCart(given).version);
      },
    ),
  );
});

test('a line that asks for more than is free, or for what is no longer sold, is a shortage', () => {
  const [given] = fc.sample(
    cart.filter(({ lines }) => lines.length > 0),
    1,
  );
  const line = given?.lines[0];
  if (line === undefined) throw new Error('no line');
  expect(shortagesOf([{ ...line, quantity: 51 }])).toMatchObject([{ requested: 51, available: 50 }]);
  expect(shortagesOf([{ item: { ...line.item, active: false }, quantity: 1 }])).toMatchObject([
    { available: 0 },
  ]);
  expect(shortagesOf([{ ...line, quantity: 50 }])).toEqual([]);
});
