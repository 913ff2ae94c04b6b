import { hash, verify } from '@node-rs/argon2';

import type { ServiceBusy } from '../../core/identity/account.js';
import type { Passwords } from '../../core/identity/ports.js';

/** Argon2id with the package's defaults (19 MiB, 2 passes), OWASP's first choice. Two at a time leave cores for checkout. */
const CONCURRENCY = 2;
/** Requests that may wait, a few seconds' work; further ones get SERVICE_BUSY instead of piling up. */
const WAITING_PLACES = 64;
const RETRY_AFTER_MS = 2_000;

/** Hashes and verifies passwords, at most `concurrency` at a time. */
export function createPasswords({ concurrency = CONCURRENCY, maxWaiting = WAITING_PLACES } = {}): Passwords {
  const waiting: (() => void)[] = [];
  let working = 0;

  const inTurn = async <Value>(work: () => Promise<Value>): Promise<Value | ServiceBusy> => {
    if (working >= concurrency) {
      if (waiting.length >= maxWaiting) return { code: 'SERVICE_BUSY', retryAfterMs: RETRY_AFTER_MS };
      const turn = Promise.withResolvers<void>();
      waiting.push(turn.resolve);
      await turn.promise;
    } else working += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) working -= 1;
      else next();
    }
  };

  // Verified for unknown addresses, so that response times do not reveal whether an address is known.
  const nobody = hash('no account has this password');
  return {
    hash: (password) => inTurn(() => hash(normal(password))),
    verify: (passwordHash, password) =>
      inTurn(async () => {
        const isRight = await verify(passwordHash ?? (await nobody), normal(password));
        return passwordHash !== null && isRight;
      }),
  };
}

/** The same characters in another Unicode form are the same password. */
function normal(password: string): string {
  return password.normalize('NFKC');
}
