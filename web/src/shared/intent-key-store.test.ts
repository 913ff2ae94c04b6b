import { beforeEach, expect, test } from 'vitest';
import { intentKeyStore } from './intent-key-store.js';
import type { KeyValueStore } from './stored-value.js';

let made: number;
let session: KeyValueStore;
const openStore = () =>
  intentKeyStore(
    () => session,
    () => `key-${++made}`,
  );

beforeEach(() => {
  made = 0;
  const values = new Map<string, string>();
  session = {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
});

test('the same intent with the same content keeps its key', () => {
  const keys = openStore();
  expect(keys.keyFor('place', { email: 'a@b.c' })).toBe('key-1');
  expect(keys.keyFor('place', { email: 'a@b.c' })).toBe('key-1');
});

test('a key survives a page reload', () => {
  const before = openStore().keyFor('place', { email: 'a@b.c' });
  expect(openStore().keyFor('place', { email: 'a@b.c' })).toBe(before);
});

test('two tabs with the same intent use one key, so that it takes effect once', () => {
  const [one, other] = [openStore(), openStore()];
  expect(other.keyFor('place', 1)).toBe(one.keyFor('place', 1));
});

test('different content gets a new key', () => {
  const keys = openStore();
  const first = keys.keyFor('place', { email: 'a@b.c' });
  expect(keys.keyFor('place', { email: 'x@y.z' })).not.toBe(first);
});

test('two intents never have the same key', () => {
  const keys = openStore();
  expect(keys.keyFor('place', 1)).not.toBe(keys.keyFor('authorize', 1));
});

test('a settled intent gets a new key the next time', () => {
  const keys = openStore();
  const first = keys.keyFor('place', 1);
  keys.settle('place');
  expect(keys.keyFor('place', 1)).not.toBe(first);
});

test('without storage the key lasts as long as the page', () => {
  const blocked = () => {
    throw new Error('denied');
  };
  const keys = intentKeyStore(blocked, () => `key-${++made}`);
  expect(keys.keyFor('place', 1)).toBe(keys.keyFor('place', 1));
});
