import { expect, test } from 'vitest';
import { askAgain } from './ask-again.js';

function recorder() {
  const pauses: number[] = [];
  return { pauses, pause: async (ms: number) => void pauses.push(ms) };
}

test('returns the first response', async () => {
  const { pauses, pause } = recorder();
  expect(await askAgain(async () => 'placed', pause)).toBe('placed');
  expect(pauses).toEqual([]);
});

test('retries a failed connection with growing pauses', async () => {
  const { pauses, pause } = recorder();
  let calls = 0;
  const answer = await askAgain(async () => {
    calls += 1;
    if (calls < 3) throw new TypeError('Failed to fetch');
    return 'placed';
  }, pause);
  expect(answer).toBe('placed');
  expect(pauses).toEqual([400, 1_200]);
});

test('resolves to undefined, not an error, when nothing responds', async () => {
  const { pauses, pause } = recorder();
  const answer = await askAgain(async () => {
    throw new TypeError('Failed to fetch');
  }, pause);
  expect(answer).toBeUndefined();
  expect(pauses).toHaveLength(4);
});

test('waits as long as a request in progress asks for', async () => {
  const { pauses, pause } = recorder();
  let calls = 0;
  const answer = await askAgain(async () => {
    calls += 1;
    return calls < 4 ? { againAfterMs: 250 } : 'placed';
  }, pause);
  expect(answer).toBe('placed');
  expect(pauses).toEqual([250, 250, 250]);
});
