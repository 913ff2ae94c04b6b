import { expect, test } from 'vitest';

import { median, percentile, sampleOf } from './statistics.js';

test('the median is the middle value, or the mean of the two middle values', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 9, 6])).toBe(5);
});

test('a percentile is a measured value (nearest rank)', () => {
  const hundred = Array.from({ length: 100 }, (_, nth) => 100 - nth);
  expect(percentile(hundred, 99)).toBe(99);
  expect(percentile(hundred, 50)).toBe(50);
  expect(percentile([7], 99)).toBe(7);
});

test('a sample spans the smallest to the largest value', () => {
  const values = Array.from({ length: 1_001 }, (_, nth) => 1_000 - nth);
  expect(sampleOf(values, 11)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
  expect(sampleOf([3, 1, 2], 11)).toEqual([1, 2, 3]);
});
