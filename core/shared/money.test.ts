import { expect, test } from 'vitest';

import { decimalText, exponentOf, isCurrencyCode, money, moneyFrom } from './money.js';

test.each([
  [5_820n, 'EUR', '58.20'],
  [5n, 'EUR', '0.05'],
  [-1_205n, 'EUR', '-12.05'],
  [1_200n, 'JPY', '1200'],
  [1_234n, 'KWD', '1.234'],
  [9_007_199_254_740_993n, 'EUR', '90071992547409.93'],
])('%s minor units of %s are exactly %s', (amountMinor, currency, text) => {
  expect(decimalText(money(amountMinor, currency))).toBe(text);
});

test('a text that is not a currency code is recognized', () => {
  expect(['EUR', 'KWD'].every(isCurrencyCode)).toBe(true);
  expect(['', 'eur', 'EURO', '€', 'E R'].some(isCurrencyCode)).toBe(false);
});

test('currencies have the decimals of ISO 4217', () => {
  expect([exponentOf('EUR'), exponentOf('JPY'), exponentOf('KWD')]).toEqual([2, 0, 3]);
});

test.each([
  ['58.20', 'EUR', 5_820n],
  ['58.2', 'EUR', 5_820n],
  ['58', 'EUR', 5_800n],
  ['1200', 'JPY', 1_200n],
  ['1.230', 'KWD', 1_230n],
])('%s %s is parsed exactly', (text, currency, amountMinor) => {
  expect(moneyFrom(text, currency)).toEqual({ amountMinor, currency });
});

test.each([
  ['58.201', 'EUR'],
  ['1200.0', 'JPY'],
  ['-1', 'EUR'],
  ['1e3', 'EUR'],
  ['1,50', 'EUR'],
  ['.5', 'EUR'],
  ['', 'EUR'],
])('%s is not a valid amount in %s', (text, currency) => {
  expect(moneyFrom(text, currency)).toBeNull();
});
