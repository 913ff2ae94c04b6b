import { expect, test } from 'vitest';
import { shortTime, timeUntil } from './moment.js';

const at = (time: string) =>
  new Date(2026, 10, 21, ...(time.split(':').map(Number) as [number, number, number]));

test('today shows the time only, other days the date as well', () => {
  expect(shortTime(at('14:32:09').toISOString(), at('23:00:00'))).toBe('14:32');
  expect(shortTime(at('14:32:09').toISOString(), new Date(2026, 10, 22, 1, 0, 0))).toContain('21');
});

test('time until a moment is in seconds when near, in minutes otherwise', () => {
  expect(timeUntil(at('10:00:08').toISOString(), at('10:00:00'))).toBe('in 8 s');
  expect(timeUntil(at('10:03:00').toISOString(), at('10:00:00'))).toBe('in 3 min');
  expect(timeUntil(at('10:00:00').toISOString(), at('10:00:01'))).toBe('now');
});
