import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Table } from './table.js';

it('keeps creation order through any puts and deletes', () => {
  const step = fc.record({ put: fc.boolean(), id: fc.nat(40).map((id) => `id_${id}`), value: fc.nat() });
  const property = fc.property(fc.array(step, { minLength: 20, maxLength: 200 }), (steps) => {
    const table = new Table<{ id: string; value: number }>();
    // A JavaScript map keeps insertion order, so it serves as the model.
    const model = new Map<string, number>();
    for (const { put, id, value } of steps) {
      if (put) {
        table.put({ id, value });
        model.set(id, value);
      } else {
        table.delete(id);
        model.delete(id);
      }
    }
    const expected = [...model].map(([id, value]) => ({ id, value }));
    expect([...table.oldestFirst()]).toEqual(expected);
    expect([...table.newestFirst()]).toEqual(expected.reverse());
    expect(table.size).toBe(model.size);
  });
  fc.assert(property, { numRuns: 300 });
});

it('keeps the remaining objects after most of a large table is deleted', () => {
  const table = new Table<{ id: string }>();
  for (let index = 0; index < 5_000; index += 1) table.put({ id: String(index) });
  for (let index = 0; index < 4_000; index += 1) table.delete(String(index));
  table.put({ id: 'new' });
  expect([...table.oldestFirst()].length).toBe(1_001);
  expect([...table.oldestFirst()][0]?.id).toBe('4000');
  expect([...table.newestFirst()][0]?.id).toBe('new');
});
