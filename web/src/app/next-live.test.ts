import { expect, test } from 'vitest';
import { nextLive, type LiveEvent, type Live } from './next-live.js';

const at = new Date('2026-11-21T10:00:00Z');
const received = (value: number): LiveEvent<number> => ({
  type: 'received',
  value,
  at,
  isOlder: (incoming, current) => incoming < current,
});
const known = (value: number): Live<number> => ({ kind: 'known', value, receivedAt: at });

test('a received value becomes known', () => {
  expect(nextLive({ kind: 'loading' }, received(1))).toEqual(known(1));
  expect(nextLive({ kind: 'unreachable' }, received(1))).toEqual(known(1));
});

test('a late response never replaces a newer value', () => {
  expect(nextLive(known(5), received(4))).toEqual(known(5));
  expect(nextLive(known(5), received(6))).toEqual(known(6));
});

test('a known value stays when the API is unreachable', () => {
  expect(nextLive(known(5), { type: 'unreachable' })).toEqual(known(5));
  expect(nextLive<number>({ kind: 'loading' }, { type: 'unreachable' })).toEqual({ kind: 'unreachable' });
});

test('a value that no longer exists is not shown', () => {
  expect(nextLive(known(5), { type: 'missing' })).toEqual({ kind: 'missing' });
});
