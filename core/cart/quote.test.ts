import fc from 'fast-check';
import { expect, test } from 'vitest';

import { commissionMinorOf } from '../catalog/commission.js';
import { stepMinorOf, sumMinor } from '../shared/money.js';
import { shortagesOf } from './cart.js';
import { quoteCart } from './quote.js';
import { agreedTotals } from './quote-version.js';
import { flatShipping, shippingMinorOf } from '../catalog/shipping.js';
import { taxesOf } from '../catalog/tax.js';
import { anyCart, anyPlan } from './testing/any-cart.js';

const filledCart = anyCart.filter(({ lines }) => lines.length > 0);

test('lines, shipping and tax sum to the seller totals, and these to the order total, to the minor unit in every currency', () => {
  fc.assert(
    fc.property(anyCart, (given) => {
      const quote = quoteCart(given);
      for (const part of [quote, ...quote.sellers]) {
        expect(part.subtotal.amountMinor + part.shipping.amountMinor + part.tax.amountMinor).toBe(
          part.total.amountMinor,
        );
      }
      for (const part of quote.sellers)
        expect(sumMinor(part.lines.map(({ total }) => total.amountMinor))).toBe(part.subtotal.amountMinor);
      expect(sumMinor(quote.sellers.map(({ total }) => total.amountMinor))).toBe(quote.total.amountMinor);
      expect(quote.sellers.flatMap(({ lines }) => lines)).toHaveLength(given.lines.length);
      expect(new Set(quote.sellers.map(({ seller }) => seller.id)).size).toBe(quote.sellers.length);
    }),
  );
});

test('everything that is charged can be charged in the currency', () => {
  fc.assert(
    fc.property(anyCart, (given) => {
      const step = stepMinorOf(given.currency);
      for (const part of [quoteCart(given), ...quoteCart(given).sellers])
        for (const { amountMinor } of [part.subtotal, part.shipping, part.tax, part.total])
          expect(amountMinor % step).toBe(0n);
    }),
  );
});

test('commission, tax and the seller’s payable sum to the captured amount, and none is negative', () => {
  fc.assert(
    fc.property(anyCart, (given) => {
      for (const { total, tax, taxIncluded, commission } of quoteCart(given).sellers) {
        const taxes = tax.amountMinor + taxIncluded.amountMinor;
        const payable = total.amountMinor - taxes - commission.amountMinor;
        expect(payable >= 0n && commission.amountMinor >= 0n && taxes >= 0n).toBe(true);
        expect(payable + taxes + commission.amountMinor).toBe(total.amountMinor);
      }
    }),
  );
});

test('line taxes never exceed the seller’s tax; the rest is tax on shipping', () => {
  fc.assert(
    fc.property(anyCart, (given) => {
      for (const { lines, tax, taxIncluded, shipping } of quoteCart(given).sellers) {
        const added = tax.amountMinor - sumMinor(lines.map((line) => line.tax.amountMinor));
        const included =
          taxIncluded.amountMinor - sumMinor(lines.map((line) => line.taxIncluded.amountMinor));
        expect(added >= 0n && included >= 0n && added + included <= shipping.amountMinor).toBe(true);
      }
    }),
  );
});

test('a quote version contains the agreed totals of any cart', () => {
  fc.assert(
    fc.property(filledCart, (given) => {
      const { version, subtotal, shipping, tax, total } = quoteCart(given);
      expect(agreedTotals(version, given.currency)).toEqual({ version, subtotal, shipping, tax, total });
    }),
  );
  expect(agreedTotals('q0-0-0', 'EUR')).toBeNull();
  expect(agreedTotals('q1-1-1.2.-3', 'EUR')).toBeNull();
});

test('a changed price or tax changes the version; requoting an unchanged cart does not', () => {
  fc.assert(
    fc.property(filledCart, (given) => {
      const raised = given.lines.map((line, index) =>
        index === 0 ? { ...line, item: { ...line.item, version: line.item.version + 1 } } : line,
      );
      const before = quoteCart(given);
      expect(quoteCart({ ...given, lines: raised }).version).not.toBe(before.version);
      expect(quoteCart(given).version).toBe(before.version);
      const untaxed = quoteCart({ ...given, taxRates: [] });
      expect(untaxed.version === before.version).toBe(before.tax.amountMinor === 0n);
    }),
  );
});

test('an included tax is reported but not added; any other tax is added', () => {
  const goods = [
    { taxClass: 'STANDARD', amountMinor: 11_900n },
    { taxClass: 'REDUCED', amountMinor: 10_700n },
  ] as const;
  const german = taxesOf(goods, [
    { taxClass: 'STANDARD', bps: 1900, isIncluded: true },
    { taxClass: 'REDUCED', bps: 700, isIncluded: true },
  ]);
  expect(german.map(({ includedMinor, addedMinor }) => [includedMinor, addedMinor])).toEqual([
    [1_900n, 0n],
    [700n, 0n],
  ]);
  const american = taxesOf(goods, [{ taxClass: 'STANDARD', bps: 725, isIncluded: false }]);
  expect(american.map(({ includedMinor, addedMinor }) => [includedMinor, addedMinor])).toEqual([
    [0n, 863n],
    [0n, 0n],
  ]);
});

test('tax is rounded once per class, not once per line', () => {
  const cents = Array.from({ length: 10 }, () => ({ taxClass: 'STANDARD', amountMinor: 5n }) as const);
  const taxes = taxesOf(cents, [{ taxClass: 'STANDARD', bps: 1000, isIncluded: false }]);
  expect(sumMinor(taxes.map(({ addedMinor }) => addedMinor))).toBe(5n);
});

test('shipping costs as much as for the heaviest item, and nothing from the free-shipping threshold on', () => {
  const terms = { pricesMinor: { LETTER: 190n, PARCEL: 490n, BULKY: 1_290n }, freeFromMinor: 5_000n };
  expect(shippingMinorOf(terms, { goods: ['LETTER', 'LETTER'], subtotalMinor: 4_999n })).toBe(190n);
  expect(shippingMinorOf(terms, { goods: ['BULKY', 'LETTER'], subtotalMinor: 4_999n })).toBe(1_290n);
  expect(shippingMinorOf(terms, { goods: ['BULKY'], subtotalMinor: 5_000n })).toBe(0n);
  expect(shippingMinorOf(flatShipping(350n), { goods: ['BULKY'], subtotalMinor: 10n ** 9n })).toBe(350n);
});

test('a commission is a percentage plus a fixed fee within its bounds, and never more than the seller’s amount', () => {
  const plan = { bps: 1_000, fixedMinor: 30n, minMinor: 50n, maxMinor: 5_000n };
  const of = (subtotalMinor: bigint) =>
    commissionMinorOf(plan, { subtotalMinor, afterTaxMinor: subtotalMinor });
  expect([of(10_000n), of(100n), of(10n ** 6n), of(20n)]).toEqual([1_030n, 50n, 5_000n, 20n]);
  fc.assert(
    fc.property(anyPlan, fc.bigInt(0n, 10n ** 12n), (any, subtotalMinor) => {
      const commission = commissionMinorOf(any, { subtotalMinor, afterTaxMinor: subtotalMinor });
      expect(commission >= 0n && commission <= subtotalMinor).toBe(true);
      expect(any.maxMinor === null || commission <= any.maxMinor).toBe(true);
      expect(commission >= any.minMinor || commission === subtotalMinor).toBe(true);
    }),
  );
});

test('a line that exceeds the available units, or whose item is inactive, is a shortage', () => {
  const line = fc.sample(filledCart, 1)[0]?.lines[0];
  if (line === undefined) throw new Error('no line');
  expect(shortagesOf([{ ...line, quantity: 51 }])).toMatchObject([{ requested: 51, available: 50 }]);
  expect(shortagesOf([{ item: { ...line.item, active: false }, quantity: 1 }])).toMatchObject([
    { available: 0 },
  ]);
  expect(shortagesOf([{ ...line, quantity: 50 }])).toEqual([]);
});
