import { expect, test } from 'vitest';

import { compareCosts } from './compare-costs.js';

const measured = (buffers: number, descents: Record<string, number> = {}, statement = 'order-find') => [
  {
    operation: 'order page',
    statements: [{ statement, buffers, descents: new Map(Object.entries(descents)) }],
  },
];
const isOk = (...given: Parameters<typeof compareCosts>): boolean =>
  compareCosts(...given).every(({ ok }) => ok);
const deeper = new Map([['orders_pkey', 1]]);

test('10 % more is within the tolerance, 20 % is not', () => {
  expect(isOk(measured(100), measured(110), new Map())).toBe(true);
  expect(isOk(measured(100), measured(120), new Map())).toBe(false);
});

test('two more blocks are within the tolerance, even of three', () => {
  expect(isOk(measured(3), measured(5), new Map())).toBe(true);
  expect(isOk(measured(3), measured(6), new Map())).toBe(false);
});

test('a deeper index allows one more block per descent, but not for other indexes', () => {
  expect(isOk(measured(40), measured(60, { orders_pkey: 16 }), deeper)).toBe(true);
  expect(isOk(measured(40), measured(60, { payment_pkey: 16 }), deeper)).toBe(false);
});

test('fewer blocks always pass, another statement never does', () => {
  expect(isOk(measured(40), measured(4), new Map())).toBe(true);
  expect(isOk(measured(40), measured(40, {}, 'orders-scan'), new Map())).toBe(false);
});
