import { expect, test } from 'vitest';

import { mergeUnnamed } from './plan-recorder.js';

const check = { statement: 'references to orders', isNamed: false };
const load = { statement: 'checkout-load', isNamed: true, descents: new Map([['payment_pkey', 1]]) };

test('statements of triggers are summed by kind, statements of stores stay separate', () => {
  const statements = mergeUnnamed([
    { ...check, buffers: 4, descents: new Map([['orders_pkey', 1]]) },
    { ...load, buffers: 15 },
    { ...check, buffers: 5, descents: new Map(Object.entries({ orders_pkey: 1, orders_by_time: 2 })) },
    { ...load, buffers: 18 },
  ]);
  const { isNamed: _, ...loaded } = load;
  expect(statements).toEqual([
    {
      statement: 'references to orders',
      buffers: 9,
      descents: new Map(Object.entries({ orders_pkey: 2, orders_by_time: 2 })),
    },
    { ...loaded, buffers: 15 },
    { ...loaded, buffers: 18 },
  ]);
});
