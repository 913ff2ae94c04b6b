import { expect, test } from 'vitest';

import type { OrderAccess } from '../../../core/checkout/model/order-access.js';
import type { OrderReader } from '../../../core/orders/ports.js';
import { newId } from '../../../core/shared/ids.js';
import { batchedReads } from './batched-reads.js';

const guest: OrderAccess = { tokenHash: 'a', accountId: null, everyOrder: false };

/** A reader whose reads resolve to null on demand. */
function countingReader() {
  const reads: { access: OrderAccess; answer: () => void }[] = [];
  const reject = () => Promise.reject(new Error('not expected to be called'));
  const reader: OrderReader = {
    find: (_id, access) => new Promise((resolve) => reads.push({ access, answer: () => resolve(null) })),
    ...{ findByPayment: reject, findByPart: reject, list: reject, versions: reject },
  };
  return { reads, reader: batchedReads(reader) };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('concurrent reads of the same order share one query', async () => {
  const { reads, reader } = countingReader();
  const id = newId('ord');
  const answers = [reader.find(id, guest), reader.find(id, { ...guest })];
  await soon();
  expect(reads).toHaveLength(1);
  reads[0]?.answer();
  expect(await Promise.all(answers)).toEqual([null, null]);
});

test('a read after the query has begun gets a query of its own, because the first may be stale', async () => {
  const { reads, reader } = countingReader();
  const id = newId('ord');
  void reader.find(id, guest);
  await soon();
  void reader.find(id, guest);
  await soon();
  expect(reads).toHaveLength(2);
});

test('another order or another access is another query', async () => {
  const { reads, reader } = countingReader();
  const id = newId('ord');
  void reader.find(id, guest);
  void reader.find(id, { ...guest, tokenHash: 'b' });
  void reader.find(newId('ord'), guest);
  await soon();
  expect(reads.map(({ access }) => access.tokenHash)).toEqual(['a', 'b', 'a']);
});
