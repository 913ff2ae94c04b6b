import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { newId } from '../shared/ids.js';
import type { Cart } from './cart.js';
import { MAX_CART_LINES, MAX_LINE_QUANTITY } from './cart.js';
import { planMerge } from './merge-cart.js';
import { anyCart } from './testing/any-cart.js';

const units = (cart: Cart, itemId: string): number =>
  cart.lines.find(({ item }) => item.id === itemId)?.quantity ?? 0;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

describe('a merge plan', () => {
  test('moves or leaves every unit of the guest’s cart and never exceeds the limits', () => {
    fc.assert(
      fc.property(anyCart, anyCart, fc.boolean(), (own, other, isSame) => {
        const guest = { ...other, currency: own.currency, lines: isSame ? own.lines : other.lines };
        const { units: moved, leftOut } = planMerge(own, guest);
        for (const { item, quantity } of guest.lines) {
          const movedUnits = moved.find(({ itemId }) => itemId === item.id)?.quantity ?? 0;
          const leftUnits = leftOut.find(({ line }) => line.item.id === item.id)?.quantity ?? 0;
          expect(movedUnits + leftUnits).toBe(quantity);
          expect(units(own, item.id) + movedUnits).toBeLessThanOrEqual(MAX_LINE_QUANTITY);
        }
      }),
    );
  });

  test('leaves everything if the currencies differ', () => {
    fc.assert(
      fc.property(anyCart, anyCart, (own, guest) => {
        const { units: moved, leftOut } = planMerge(
          { ...own, currency: 'EUR' },
          { ...guest, currency: 'JPY' },
        );
        expect(moved).toEqual([]);
        expect(sum(leftOut.map(({ quantity }) => quantity))).toBe(
          sum(guest.lines.map(({ quantity }) => quantity)),
        );
        expect(leftOut.every(({ reason }) => reason === 'OTHER_CURRENCY')).toBe(true);
      }),
    );
  });

  test('adds no new item to a cart with the maximum number of items, but more units of existing ones', () => {
    const [sample] = fc.sample(
      anyCart.filter(({ lines }) => lines.length > 0),
      1,
    );
    const line = sample?.lines[0];
    if (sample === undefined || line === undefined) throw new Error('no line');
    const filled = Array.from({ length: MAX_CART_LINES - 1 }, () => ({
      ...line,
      item: { ...line.item, id: newId('itm') },
    }));
    const own = { ...sample, lines: [{ ...line, quantity: 1 }, ...filled] };
    const newLine = { ...line, quantity: 2, item: { ...line.item, id: newId('itm') } };
    const plan = planMerge(own, { ...sample, lines: [{ ...line, quantity: 3 }, newLine] });
    expect(plan.units).toEqual([{ itemId: line.item.id, quantity: 3 }]);
    expect(plan.leftOut).toEqual([{ line: newLine, quantity: 2, reason: 'CART_FULL' }]);
  });
});
