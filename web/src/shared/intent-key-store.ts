import * as z from 'zod/mini';
import { storedValue, type KeyValueStore } from './stored-value.js';

const keyShape = z.object({ fingerprint: z.string(), key: z.string() });
type IntentKey = z.infer<typeof keyShape>;
const shape = z.record(z.string(), keyShape);

/**
 * Idempotency keys by the shopper's intent, not by request: a click keeps its key across retries and reloads, so that it
 * takes effect at most once.
 */
export interface IntentKeyStore {
  /** The key of this intent with this content. Different content (a corrected address) gets a new key. */
  readonly keyFor: (intent: string, content: unknown) => string;
  /** Drops the key once the intent has a definitive result; the next request is a new intent. */
  readonly settle: (intent: string) => void;
}

/** `store` must outlive the intent; `makeKey` must return unique keys. */
export function intentKeyStore(store: () => KeyValueStore, makeKey: () => string): IntentKeyStore {
  const stored = storedValue(store, 'splitcart.intent-keys', shape);
  // Also in memory, because storage may be blocked; read every time, because another tab may have written.
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
