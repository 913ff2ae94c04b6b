import { expect, test } from 'vitest';

import { slotsOfShard } from './shard-slots.js';

test.each([1, 3, 4, 64])('every slot belongs to exactly one of %i shards', (shards) => {
  const all = Array.from({ length: shards }, (_, shard) => slotsOfShard(shard, shards)).flat();
  expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, slot) => slot));
});
