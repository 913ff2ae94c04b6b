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

test('a tenth more is the same, two tenths are not', () => {
  expect(isOk(measured(100), measured(110), new Map())).toBe(true);
  expect(isOk(measured(100), measured(120), new Map())).toBe(false);
});

test('two blocks more are nothing, also of three', () => {
  expect(isOk(measured(3), measured(5), new Map())).toBe(true);
  expect(isOk(measured(3), measured(6), new Map())).toBe(false);
});

test('a deeper index is allowed one block for each descent, and none for the others', () => {
  expect(isOk(measured(40), measured(60, { orders_pkey: 16 }), deeper)).toBe(true);
  expect(isOk(measured(40), measured(60, { payment_pkey: 16 }), deeper)).toBe(false);
});

test('less is never a fault, another statement is', () => {
  expect(isOk(measured(40), measured(4), new Map())).toBe(true);
  expect(isOk(measured(40), measured(40, {}, 'orders-scan'), new Map())).toBe(false);
});
