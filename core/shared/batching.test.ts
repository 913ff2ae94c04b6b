import { expect, test } from 'vitest';

import { batching } from './batching.js';

/** Doubles numbers when told to, and remembers which came together. */
function slowDoubler(most: number) {
  const served: number[][] = [];
  const open: (() => void)[] = [];
  const double = batching<number, number>(most, async (items) => {
    served.push([...items]);
    await new Promise<void>((resolve) => open.push(resolve));
    if (items.includes(13)) throw new Error('not this one');
    return items.map((item) => item * 2);
  });
  const goOn = async (): Promise<void> => {
    open.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { served, double, goOn };
}

test('the first is served at once, and together who came meanwhile, so many at a time', async () => {
  const { served, double, goOn } = slowDoubler(2);
  const all = Promise.all([1, 2, 3, 4].map(double));
  expect(served).toEqual([[1]]);
  await goOn();
  await goOn();
  await goOn();
  expect(await all).toEqual([2, 4, 6, 8]);
  expect(served).toEqual([[1], [2, 3], [4]]);
});

test('those who were served together fail together, and the next are served', async () => {
  const { double, goOn } = slowDoubler(5);
  const all = Promise.allSettled([1, 13, 2].map(double));
  await goOn();
  await goOn();
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  const next = double(4);
  await goOn();
  expect(await next).toBe(8);
});

test('one that was promised may fail alone', async () => {
  const half = batching<number, number>(5, async (items) =>
    items.map((item) => (item % 2 === 0 ? item / 2 : Promise.reject(new Error('odd')))),
  );
  const all = await Promise.allSettled([2, 3, 4].map(half));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
