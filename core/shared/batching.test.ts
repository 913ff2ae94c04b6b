import { expect, test } from 'vitest';

import { batching } from './batching.js';

/** Doubles numbers when released, and records the batches. */
function slowDoubler(maxSize: number) {
  const served: number[][] = [];
  const open: (() => void)[] = [];
  const double = batching<number, number>(maxSize, async (items) => {
    served.push([...items]);
    await new Promise<void>((resolve) => open.push(resolve));
    if (items.includes(13)) throw new Error('not this one');
    return items.map((item) => item * 2);
  });
  const release = async (): Promise<void> => {
    open.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { served, double, release };
}

test('serves the first item at once, and later ones in batches of limited size', async () => {
  const { served, double, release } = slowDoubler(2);
  const all = Promise.all([1, 2, 3, 4].map(double));
  expect(served).toEqual([[1]]);
  await release();
  await release();
  await release();
  expect(await all).toEqual([2, 4, 6, 8]);
  expect(served).toEqual([[1], [2, 3], [4]]);
});

test('fails a batch as a whole and then serves the next one', async () => {
  const { double, release } = slowDoubler(5);
  const all = Promise.allSettled([1, 13, 2].map(double));
  await release();
  await release();
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  const next = double(4);
  await release();
  expect(await next).toBe(8);
});

test('an item with a promise as its result can fail alone', async () => {
  const half = batching<number, number>(5, async (items) =>
    items.map((item) => (item % 2 === 0 ? item / 2 : Promise.reject(new Error('odd')))),
  );
  const all = await Promise.allSettled([2, 3, 4].map(half));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
