import { expect, test } from 'vitest';
import {
  cardBrand,
  cvcLength,
  formatCardNumber,
  formatExpiry,
  isCardNumber,
  isExpired,
  parseExpiry,
} from './card-number.js';

test('a number is grouped as printed on cards of its brand', () => {
  expect(formatCardNumber('4242424242424242')).toBe('4242 4242 4242 4242');
  expect(formatCardNumber('378282246310005')).toBe('3782 822463 10005');
  expect(formatCardNumber('42424')).toBe('4242 4');
  expect(formatCardNumber('')).toBe('');
});

test('digits beyond the length of the brand are dropped', () => {
  expect(formatCardNumber('42424242424242429999')).toBe('4242 4242 4242 4242');
});

test('the first digits identify the brand', () => {
  expect(['4242', '5555', '2223', '3782', '6011', '9'].map(cardBrand)).toEqual([
    'Visa',
    'Mastercard',
    'Mastercard',
    'Amex',
    'Discover',
    'Card',
  ]);
  expect(cvcLength('3782')).toBe(4);
});

test('an expiry is typed without the slash', () => {
  expect(formatExpiry('1')).toBe('1');
  expect(formatExpiry('12')).toBe('12');
  expect(formatExpiry('1228')).toBe('12 / 28');
  expect(formatExpiry('7')).toBe('07');
  expect(formatExpiry('12 / 289')).toBe('12 / 28');
});

test('an invalid or incomplete date is rejected', () => {
  expect(parseExpiry('13 / 28')).toBeUndefined();
  expect(parseExpiry('00 / 28')).toBeUndefined();
  expect(parseExpiry('12 / 2')).toBeUndefined();
  expect(parseExpiry('07 / 31')).toEqual({ month: 7, year: 2031 });
});

test('a card is valid until the end of its month', () => {
  const november = new Date(2026, 10, 21);
  expect(isExpired({ month: 11, year: 2026 }, november)).toBe(false);
  expect(isExpired({ month: 10, year: 2026 }, november)).toBe(true);
  expect(isExpired({ month: 1, year: 2027 }, november)).toBe(false);
});

test('the check digit detects a mistyped digit', () => {
  expect(isCardNumber('4242 4242 4242 4242')).toBe(true);
  expect(isCardNumber('4242 4242 4242 4243')).toBe(false);
  expect(isCardNumber('4242')).toBe(false);
});
