import { describe, expect, test } from 'vitest';

import { createPasswords } from './passwords.js';

describe('passwords', () => {
  test('are stored as Argon2id and verified in either Unicode form', async () => {
    const passwords = createPasswords();
    const kept = await passwords.hash('caf\u00e9 au lait');
    if (typeof kept !== 'string') throw new Error(kept.code);
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(kept, 'cafe\u0301 au lait')).toBe(true);
    expect(await passwords.verify(kept, 'cafe au lait')).toBe(false);
  });

  test('of an unknown address take as long to verify as wrong ones and never match', async () => {
    const passwords = createPasswords();
    const kept = await passwords.hash('correct horse battery');
    if (typeof kept !== 'string') throw new Error(kept.code);
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 25; round += 1) {
      for (const [times, hash] of [
        [known, kept],
        [unknown, null],
      ] as const) {
        const start = performance.now();
        expect(await passwords.verify(hash, 'wrong')).toBe(false);
        times.push(performance.now() - start);
      }
    }
    expect(await passwords.verify(null, 'no account has this password')).toBe(false);
    // The fastest of each: the cost of the work itself, whatever else the machine is doing.
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test('queue for a free slot and fail with SERVICE_BUSY when the queue is full', async () => {
    const passwords = createPasswords({ concurrency: 1, maxWaiting: 2 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => passwords.hash('a long password')));
    expect(answers.map((answer) => typeof answer)).toEqual([
      'string',
      'string',
      'string',
      'object',
      'object',
    ]);
    expect(answers.at(-1)).toEqual({ code: 'SERVICE_BUSY', retryAfterMs: 2_000 });
    expect(typeof (await passwords.hash('a long password'))).toBe('string');
  });
});
