import { verify } from '@node-rs/argon2';
import { describe, expect, test, vi } from 'vitest';

import { createPasswords } from './passwords.js';

// The real functions; their calls are counted, because a time would depend on the machine.
vi.mock('@node-rs/argon2', { spy: true });

describe('passwords', () => {
  test('are stored as Argon2id and verified in either Unicode form', async () => {
    const passwords = createPasswords();
    const kept = await passwords.hash('caf\u00e9 au lait');
    if (typeof kept !== 'string') throw new Error(kept.code);
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(kept, 'cafe\u0301 au lait')).toBe(true);
    expect(await passwords.verify(kept, 'cafe au lait')).toBe(false);
  });

  test('of an unknown address cost the same work as wrong ones, and are never right', async () => {
    const passwords = createPasswords();
    const kept = await passwords.hash('correct horse battery');
    if (typeof kept !== 'string') throw new Error(kept.code);
    vi.mocked(verify).mockClear();
    expect(await passwords.verify(kept, 'wrong')).toBe(false);
    expect(await passwords.verify(null, 'wrong')).toBe(false);
    expect(await passwords.verify(null, 'no account has this password')).toBe(false);
    const parameters = vi.mocked(verify).mock.calls.map(([hash]) => String(hash).split('$').slice(0, 4));
    expect(parameters).toEqual(Array.from({ length: 3 }, () => kept.split('$').slice(0, 4)));
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
