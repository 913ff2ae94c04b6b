import type { OrderReader } from '../../../core/orders/ports.js';

/**
 * One reading for all who ask for the same in the same moment: an announcement makes everybody who watches an order look at it.
 * The reading begins after the last of them has asked, so nobody is shown an order from before their question; and all of
 * them get the same object, by which `subscribe-afresh.ts` knows what has been worked out already.
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

/** The access is part of the question: what one may see says nothing about another. */
function batched<Key, Access extends object, Value>(
  read: (key: Key, access: Access) => Promise<Value>,
): (key: Key, access: Access) => Promise<Value> {
  const asked = new Map<string, Promise<Value>>();
  return (key, access) => {
    const question = JSON.stringify([key, access]);
    const present = asked.get(question);
    if (present !== undefined) return present;
    const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      asked.delete(question);
      return read(key, access);
    });
    asked.set(question, answer);
    return answer;
  };
}
