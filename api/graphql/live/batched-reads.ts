import type { OrderReader } from '../../../core/orders/ports.js';

/**
 * Shares one query among concurrent reads of the same order: an announcement makes every watcher read it. The query begins
 * after the last of them has asked, so no reader gets a state from before its read; and all get the same object, by which
 * `subscribe-afresh.ts` recognizes results it has already executed.
 */
export function batchedReads(reader: OrderReader): OrderReader {
  const find = batched(reader.find.bind(reader));
  const findByPayment = batched(reader.findByPayment.bind(reader));
  return {
    find,
    findByPayment,
    findByPart: reader.findByPart.bind(reader),
    list: reader.list.bind(reader),
    versions: reader.versions.bind(reader),
  };
}

/** The access is part of the key: what one reader may see says nothing about another. */
function batched<Key, Access extends object, Value>(
  read: (key: Key, access: Access) => Promise<Value>,
): (key: Key, access: Access) => Promise<Value> {
  const pending = new Map<string, Promise<Value>>();
  return (key, access) => {
    const query = JSON.stringify([key, access]);
    const shared = pending.get(query);
    if (shared !== undefined) return shared;
    const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      pending.delete(query);
      return read(key, access);
    });
    pending.set(query, answer);
    return answer;
  };
}
