import type * as z from 'zod/mini';

/** A value of one shape under one key of the browser's storage. */
export interface StoredValue<T> {
  readonly read: () => T | undefined;
  readonly write: (value: T) => void;
  readonly clear: () => void;
}

/** What a value is kept in; the browser's Storage fits. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Reads and writes a value that outlives the page. What cannot be read (forbidden storage, another
 * version's shape) counts as absent: storage is a convenience and must never stop a purchase.
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
