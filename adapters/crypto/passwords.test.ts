import { describe, expect, test } from 'vitest';

import { createPasswords } from './passwords.js';

describe('passwords', () => {
  test('are kept as Argon2id and recognised, in either Unicode form', async () => {
    const passwords = createPasswords();
    const kept = await passwords.hash('caf\u00e9 au lait');
    if (typeof kept !== 'string') throw new Error(kept.code);
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(kept, 'cafe\u0301 au lait')).toBe(true);
    expect(await passwords.verify(kept, 'cafe au lait')).toBe(false);
  });

  test('of an unknown address take as long as wrong ones and are never right', async () => {
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
    // The fastest of each: what the work itself takes, whatever else the machine is doing.
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test('wait for a free hand, and are sent away when the places are taken', async () => {
    const passwords = createPasswords({ concurrency: 1, waitingPlaces: 2 });
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
