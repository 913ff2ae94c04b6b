import { expect, test } from 'vitest';
import { askAgain } from './ask-again.js';

function recorder() {
  const pauses: number[] = [];
  return { pauses, pause: async (ms: number) => void pauses.push(ms) };
}

test('the first answer is taken', async () => {
  const { pauses, pause } = recorder();
  expect(await askAgain(async () => 'placed', pause)).toBe('placed');
  expect(pauses).toEqual([]);
});

test('a broken connection is asked again, with longer pauses', async () => {
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

test('nobody answering ends in no answer, not in an error', async () => {
  const { pauses, pause } = recorder();
  const answer = await askAgain(async () => {
    throw new TypeError('Failed to fetch');
  }, pause);
  expect(answer).toBeUndefined();
  expect(pauses).toHaveLength(4);
});

test('an answer in progress is waited for as long as it says', async () => {
  const { pauses, pause } = recorder();
  let calls = 0;
  const answer = await askAgain(async () => {
    calls += 1;
    return calls < 4 ? { againAfterMs: 250 } : 'placed';
  }, pause);
  expect(answer).toBe('placed');
  expect(pauses).toEqual([250, 250, 250]);
});
