import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Access } from '../account/session.js';
import { keepExtending } from './keep-extending.js';

const LIFE_MS = 900_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const accessOf = (token: string) => ({ token, expiresAtMs: Date.now() + LIFE_MS });
const at = (ms: number) => vi.advanceTimersByTimeAsync(ms - Date.now());

test('a connection is extended before each token expires', async () => {
  const extended: string[] = [];
  let renewals = 0;
  const nextAccess = () => Promise.resolve(accessOf(`token ${(renewals += 1)}`));
  keepExtending(accessOf('token 0'), { nextAccess, extend: ({ token }) => extended.push(token) });
  await at(LIFE_MS * 0.79);
  expect(extended).toEqual([]);
  await at(LIFE_MS * 0.81);
  expect(extended).toEqual(['token 1']);
  await at(LIFE_MS * 1.61);
  expect(extended).toEqual(['token 1', 'token 2']);
});

test('a failed renewal is retried before the token expires, and nothing is sent', async () => {
  const opened = accessOf('token 0');
  const nextAccess = vi.fn<() => Promise<Access>>(() => Promise.resolve(opened));
  const extend = vi.fn<(next: Access) => void>();
  keepExtending(opened, { nextAccess, extend });
  await at(LIFE_MS * 0.99);
  expect(nextAccess.mock.calls.length).toBeGreaterThan(1);
  expect(extend).not.toHaveBeenCalled();
});

test('a wrong clock that makes every token look expired does not cause endless renewals', async () => {
  const expired = () => ({ token: String(Math.random()), expiresAtMs: Date.now() - LIFE_MS });
  const nextAccess = vi.fn<() => Promise<Access>>(() => Promise.resolve(expired()));
  keepExtending(expired(), { nextAccess, extend: () => undefined });
  await at(60_000);
  expect(nextAccess).toHaveBeenCalledTimes(6);
});

test('a closed connection, or one whose user signed out, is no longer extended', async () => {
  const extend = vi.fn<(next: Access) => void>();
  const stop = keepExtending(accessOf('a'), { nextAccess: () => Promise.resolve(accessOf('b')), extend });
  stop();
  keepExtending(accessOf('c'), { nextAccess: () => Promise.resolve(undefined), extend });
  await at(LIFE_MS * 3);
  expect(extend).not.toHaveBeenCalled();
});
