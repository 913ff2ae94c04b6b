import { expect, test } from 'vitest';

import type { OrderAccess } from '../../../core/checkout/model/order-access.js';
import type { OrderReader } from '../../../core/orders/ports.js';
import { newId } from '../../../core/shared/ids.js';
import { batchedReads } from './batched-reads.js';

const guest: OrderAccess = { tokenHash: 'a', accountId: null, everyOrder: false };

/** A reader that answers each reading with nothing, when it is told to. */
function countingReader() {
  const reads: { access: OrderAccess; answer: () => void }[] = [];
  const reject = () => Promise.reject(new Error('is not asked'));
  const reader: OrderReader = {
    find: (_id, access) => new Promise((resolve) => reads.push({ access, answer: () => resolve(null) })),
    ...{ findByPayment: reject, findByPart: reject, list: reject, versions: reject },
  };
  return { reads, reader: batchedReads(reader) };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('who asks for the same order in the same moment is answered by one reading', async () => {
  const { reads, reader } = countingReader();
  const id = newId('ord');
  const answers = [reader.find(id, guest), reader.find(id, { ...guest })];
  await soon();
  expect(reads).toHaveLength(1);
  reads[0]?.answer();
  expect(await Promise.all(answers)).toEqual([null, null]);
});

test('who asks when the reading has begun gets one of their own: the first may be from before their question', async () => {
  const { reads, reader } = countingReader();
  const id = newId('ord');
  void reader.find(id, guest);
  await soon();
  void reader.find(id, guest);
  await soon();
  expect(reads).toHaveLength(2);
});

test('another order and another access are other questions', async () => {
  const { reads, reader } = countingReader();
  const id = newId('ord');
  void reader.find(id, guest);
  void reader.find(id, { ...guest, tokenHash: 'b' });
  void reader.find(newId('ord'), guest);
  await soon();
  expect(reads.map(({ access }) => access.tokenHash)).toEqual(['a', 'b', 'a']);
});
