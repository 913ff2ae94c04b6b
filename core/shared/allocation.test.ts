import fc from 'fast-check';
import { expect, test } from 'vitest';

import { allocate, proportion, WHOLE_BPS } from './allocation.js';

const amount = fc.bigInt(0n, 10n ** 15n);
const weights = fc
  .array(fc.bigInt(0n, 10n ** 12n), { minLength: 1, maxLength: 30 })
  .filter((each) => each.some((weight) => weight > 0n));

test('the parts of any allocation sum to the total, to the minor unit', () => {
  fc.assert(
    fc.property(amount, weights, (total, given) => {
      expect(allocate(total, given).reduce((sum, part) => sum + part, 0n)).toBe(total);
    }),
  );
});

test('each part is less than one minor unit away from its exact amount, and zero without weight', () => {
  fc.assert(
    fc.property(amount, weights, (total, given) => {
      const sum = given.reduce((left, right) => left + right, 0n);
      for (const [index, part] of allocate(total, given).entries()) {
        const weight = given[index] ?? 0n;
        const off = part * sum - total * weight;
        expect(off < sum && off > -sum).toBe(true);
        expect(weight > 0n || part === 0n).toBe(true);
      }
    }),
  );
});

test('the rest goes to the largest remainders, on ties to the earlier part', () => {
  expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(allocate(10n, [15n, 25n, 60n])).toEqual([2n, 2n, 6n]);
  expect(allocate(5n, [1n, 2n, 4n])).toEqual([1n, 1n, 3n]);
  expect(allocate(0n, [0n, 0n])).toEqual([0n, 0n]);
});

test('an amount cannot be allocated without weights, and a negative one not at all', () => {
  expect(() => allocate(1n, [])).toThrow('cannot be allocated');
  expect(() => allocate(-1n, [1n])).toThrow('cannot be allocated');
});

test('a proportion is rounded to the nearest minor unit, half a unit up', () => {
  expect(proportion(50n, 1n, 100n)).toBe(1n);
  expect(proportion(49n, 1n, 100n)).toBe(0n);
  expect(proportion(5820n, 1200n, WHOLE_BPS)).toBe(698n);
});
