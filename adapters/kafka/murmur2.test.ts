import { describe, expect, test } from 'vitest';

import { murmur2, partitionOf } from './murmur2.js';

// From Apache Kafka's own UtilsTest.testMurmur2.
const JAVA_HASHES: readonly (readonly [string, number])[] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
];

describe('murmur2', () => {
  test.each(JAVA_HASHES)('hashes %j as the Java client does', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  test('hashes a key that starts at an offset in its buffer', () => {
    expect(murmur2(Buffer.from('xxxfoobar').subarray(3))).toBe(-790332482);
  });

  test('maps a negative hash to a valid partition', () => {
    expect(partitionOf('foobar', 6)).toBe((-790332482 & 0x7fffffff) % 6);
    expect(partitionOf('foobar', 1)).toBe(0);
  });
});
