import * as z from 'zod/mini';
import { storedValue, type KeyValueStore } from './stored-value.js';

const keyShape = z.object({ fingerprint: z.string(), key: z.string() });
type IntentKey = z.infer<typeof keyShape>;
const shape = z.record(z.string(), keyShape);

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

/** `store` must survive what the intent must survive; `makeKey` must never repeat. */
export function intentKeyStore(store: () => KeyValueStore, makeKey: () => string): IntentKeyStore {
  const stored = storedValue(store, 'splitcart.intent-keys', shape);
  // Kept in memory too, because storage may be forbidden; read each time, because another tab may have written.
  let remembered: Record<string, IntentKey> = {};
  const load = () => stored.read() ?? remembered;
  const save = (keys: Record<string, IntentKey>) => {
    remembered = keys;
    stored.write(keys);
  };
  return {
    keyFor: (intent, content) => {
      const keys = load();
      const fingerprint = JSON.stringify(content);
      const known = keys[intent];
      if (known !== undefined && known.fingerprint === fingerprint) return known.key;
      const key = makeKey();
      save({ ...keys, [intent]: { fingerprint, key } });
      return key;
    },
    settle: (intent) => save(Object.fromEntries(Object.entries(load()).filter(([name]) => name !== intent))),
  };
}
