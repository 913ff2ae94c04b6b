import { expect, test } from 'vitest';

import { decimalText, exponentOf, money } from './money.js';

test.each([
  [5_820n, 'EUR', '58.20'],
  [5n, 'EUR', '0.05'],
  [-1_205n, 'EUR', '-12.05'],
  [1_200n, 'JPY', '1200'],
  [1_234n, 'KWD', '1.234'],
  [9_007_199_254_740_993n, 'EUR', '90071992547409.93'],
])('%s minor units of %s are %s, exactly', (amountMinor, currency, text) => {
  expect(decimalText(money(amountMinor, currency))).toBe(text);
});

test('currencies have the decimals of ISO 4217', () => {
  expect([exponentOf('EUR'), exponentOf('JPY'), exponentOf('KWD')]).toEqual([2, 0, 3]);
});
