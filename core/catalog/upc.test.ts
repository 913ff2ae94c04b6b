import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isUpc } from './upc.js';

test.each(['036000291452', '850005001072', '4006381333931'])('%s is a valid product code', (code) => {
  expect(isUpc(code)).toBe(true);
});

test.each(['036000291453', '36000291452', '03600029145X', '', '40063813339310'])(
  '%s is not a product code',
  (code) => {
    expect(isUpc(code)).toBe(false);
  },
);

test('one wrong digit is always detected', () => {
  const place = fc.nat({ max: 11 });
  fc.assert(
    fc.property(place, fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digits = Array.from('036000291452', Number);
      digits[at] = ((digits[at] ?? 0) + by) % 10;
      expect(isUpc(digits.join(''))).toBe(false);
    }),
  );
});
