import fc from 'fast-check';
import { expect, test } from 'vitest';

import { numberPrefixOf } from './order-list.js';
import { newOrderNumber } from './order-number.js';

test('every order number is found by any prefix, as people type it', () => {
  fc.assert(
    fc.property(fc.nat({ max: 7 }), fc.boolean(), (cut, isLowerCase) => {
      const number = newOrderNumber();
      const written = number.replace('-', cut % 2 === 0 ? '' : ' ').slice(0, cut + 1);
      const prefix = numberPrefixOf(isLowerCase ? written.toLowerCase() : written);
      expect(prefix === null ? '' : number.slice(0, prefix.length)).toBe(prefix);
    }),
  );
});

test.each([
  ['k7q2m4xd', 'K7Q2-M4XD'],
  ['KO1L', 'K011'],
  ['k7q2-', 'K7Q2'],
  ['', null],
  ['%', null],
  ['K7Q2-M4XD9', null],
])('%j becomes the prefix %j', (written, prefix) => {
  expect(numberPrefixOf(written)).toBe(prefix);
});
