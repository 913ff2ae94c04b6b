import * as z from 'zod/mini';
import { storedValue, type KeyValueStore } from './stored-value.js';

const shape = z.record(z.string(), z.object({ fingerprint: z.string(), key: z.string() }));

/**
 * Idempotency keys made per intent of the shopper, not per request: the same click keeps its key over
 * retries and reloads, so that it can only take effect once; another intent gets another key.
 */
export interface IntentKeyStore {
  /** The key of this intent with this content. Other content (a corrected address) is another intent. */
  readonly keyFor: (intent: string, content: unknown) => string;
  /** Forgets the key once the intent has its definitive answer; asking again is then a new intent. */
  readonly settle: (intent: string) => void;
}

/** `store` must survive a reload of the page; `makeKey` must never repeat. */
export function intentKeyStore(store: () => KeyValueStore, makeKey: () => string): IntentKeyStore {
  const stored = storedValue(store, 'splitcart.intent-keys', shape);
  // Kept in memory too, because storage may be forbidden.
  let keys = stored.read() ?? {};
  const save = (next: typeof keys) => {
    keys = next;
    stored.write(next);
  };
  return {
    keyFor: (intent, content) => {
      const fingerprint = JSON.stringify(content);
      const known = keys[intent];
      if (known !== undefined && known.fingerprint === fingerprint) return known.key;
      const key = makeKey();
      save({ ...keys, [intent]: { fingerprint, key } });
      return key;
    },
    settle: (intent) => save(Object.fromEntries(Object.entries(keys).filter(([name]) => name !== intent))),
  };
}
