import type * as z from 'zod/mini';

/** A typed value under a key of the browser's storage. */
export interface StoredValue<T> {
  readonly read: () => T | undefined;
  readonly write: (value: T) => void;
  readonly clear: () => void;
}

/** The subset of `Storage` that is used. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Reads and writes a value that outlives the page. A value that can't be read (blocked storage, the shape of another
 * version) counts as absent: storage must never prevent a purchase.
 */
export function storedValue<T>(
  store: () => KeyValueStore,
  key: string,
  shape: z.ZodMiniType<T>,
): StoredValue<T> {
  return {
    read: () => {
      const text = attempt(() => store().getItem(key));
      const parsed = shape.safeParse(text == null ? undefined : attempt((): unknown => JSON.parse(text)));
      return parsed.success ? parsed.data : undefined;
    },
    write: (value) => {
      attempt(() => store().setItem(key, JSON.stringify(value)));
    },
    clear: () => {
      attempt(() => store().removeItem(key));
    },
  };
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
