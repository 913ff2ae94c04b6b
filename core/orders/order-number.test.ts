import { expect, test } from 'vitest';

import { newOrderNumber } from './order-number.js';

test('order numbers are short, without easily misheard letters, and unique', () => {
  const numbers = Array.from({ length: 10_000 }, newOrderNumber);
  for (const number of numbers) expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(new Set(numbers).size).toBe(numbers.length);
});
