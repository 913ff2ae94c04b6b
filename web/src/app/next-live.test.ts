import { expect, test } from 'vitest';
import { nextLive, type Fact, type Live } from './next-live.js';

const at = new Date('2026-11-21T10:00:00Z');
const heard = (value: number): Fact<number> => ({
  type: 'heard',
  value,
  at,
  isOlder: (incoming, current) => incoming < current,
});
const known = (value: number): Live<number> => ({ kind: 'known', value, heardAt: at });

test('what is heard is known', () => {
  expect(nextLive({ kind: 'loading' }, heard(1))).toEqual(known(1));
  expect(nextLive({ kind: 'unreachable' }, heard(1))).toEqual(known(1));
});

test('a late answer never replaces a newer one', () => {
  expect(nextLive(known(5), heard(4))).toEqual(known(5));
  expect(nextLive(known(5), heard(6))).toEqual(known(6));
});

test('what is known stays on the page when the API cannot be reached', () => {
  expect(nextLive(known(5), { type: 'unreachable' })).toEqual(known(5));
  expect(nextLive<number>({ kind: 'loading' }, { type: 'unreachable' })).toEqual({ kind: 'unreachable' });
});

test('what is no longer there is not shown any more', () => {
  expect(nextLive(known(5), { type: 'missing' })).toEqual({ kind: 'missing' });
});
