import { expect, test } from 'vitest';
import { formatMoney, sumMoney } from './money.js';

test('money is formatted with its currency’s exponent', () => {
  expect(formatMoney({ amountMinor: '5820', currency: 'EUR' })).toBe('€58.20');
  expect(formatMoney({ amountMinor: '5820', currency: 'JPY' })).toBe('¥5,820');
  expect(formatMoney({ amountMinor: '5', currency: 'EUR' })).toBe('€0.05');
  expect(formatMoney({ amountMinor: '-1250', currency: 'EUR' })).toBe('-€12.50');
});

test('an amount beyond the exact range of a float is formatted exactly', () => {
  expect(formatMoney({ amountMinor: '9007199254740993001', currency: 'EUR' })).toBe(
    '€90,071,992,547,409,930.01',
  );
});

test('text that is not an amount throws instead of showing as zero', () => {
  expect(() => formatMoney({ amountMinor: '12.5', currency: 'EUR' })).toThrow('Not an amount: 12.5');
});

test('amounts are summed as integers', () => {
  const euro = (amountMinor: string) => ({ amountMinor, currency: 'EUR' });
  expect(sumMoney('EUR', [euro('9007199254740993'), euro('2')])).toEqual(euro('9007199254740995'));
  expect(sumMoney('EUR', [])).toEqual(euro('0'));
});
