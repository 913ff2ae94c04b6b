import { describe, expect, it } from 'vitest';

import {
  boolean,
  changeable,
  computed,
  defineTable,
  given,
  insertOnly,
  int,
  json,
  key,
  minor,
  named,
  omit,
  orNull,
  pick,
  readOnly,
  setting,
  text,
  timestamp,
} from './table.js';
import { decode, decodeMoney, rowsJson } from './table-rows.js';
import {
  assignments,
  columnDefinitions,
  givenNames,
  insertedValues,
  insertRows,
  insertSelect,
  insertValues,
  into,
  members,
  recordset,
  selectList,
  upsertRows,
} from './table-sql.js';

const parcel = defineTable('parcel', {
  id: key(text<`par_${string}`>()),
  orderId: insertOnly(text()),
  status: text<'PACKED' | 'SENT'>(),
  valueMinor: minor(),
  feeMinor: orNull(minor()),
  units: int(),
  isFragile: boolean(),
  content: orNull(json<{ name: string }>()),
  by: insertOnly(named('packed_by', orNull(text()))),
  dueInMs: given(orNull(int())),
  dueAt: computed(orNull(timestamp()), { insert: `now() + due_in_ms * interval '1 millisecond'` }),
  sentAt: computed(orNull(timestamp()), { update: 'coalesce(parcel.sent_at, now())' }),
  createdAt: readOnly(timestamp()),
});

const stored = {
  id: 'par_1',
  orderId: 'ord_1',
  status: 'PACKED',
  valueMinor: '9007199254740993',
  feeMinor: null,
  units: 2,
  isFragile: false,
  content: { name: 'cup' },
  by: null,
  dueAt: null,
  sentAt: new Date('2026-11-21T09:00:00Z'),
  createdAt: '2026-11-21T09:00:00.123456+00:00',
} as const;

const row = {
  id: 'par_1',
  orderId: 'ord_1',
  status: 'PACKED',
  valueMinor: 9007199254740993n,
  feeMinor: null,
  units: 2,
  isFragile: false,
  content: { name: 'cup' },
  by: null,
  dueInMs: 500,
} as const;

describe('reading a table', () => {
  const some = pick(parcel, 'id', 'valueMinor', 'by', 'createdAt');

  it('lists the members of a JSON object, with bigints as text', () => {
    expect(members(some, 'p')).toBe(
      `'id', p.id, 'valueMinor', p.value_minor::text, 'by', p.packed_by, 'createdAt', p.created_at`,
    );
  });

  it('lists columns, aliased to their property names', () => {
    expect(selectList(some, 'p')).toBe(
      'p.id, p.value_minor AS "valueMinor", p.packed_by AS "by", p.created_at AS "createdAt"',
    );
  });

  it('leaves out write-only inputs', () => {
    expect(members(parcel, 'p')).not.toContain('dueInMs');
    expect(decode(parcel, stored)).not.toHaveProperty('dueInMs');
  });

  it('decodes bigints beyond the range of JSON numbers, dates from JSON and from the driver, and nulls', () => {
    expect(decode(parcel, stored)).toEqual({
      id: 'par_1',
      orderId: 'ord_1',
      status: 'PACKED',
      valueMinor: 9007199254740993n,
      feeMinor: null,
      units: 2,
      isFragile: false,
      content: { name: 'cup' },
      by: null,
      dueAt: null,
      sentAt: new Date('2026-11-21T09:00:00Z'),
      createdAt: new Date('2026-11-21T09:00:00.123Z'),
    });
  });

  it('decodes only picked columns, whatever else the row contains', () => {
    expect(decode(pick(parcel, 'id', 'units'), stored)).toEqual({ id: 'par_1', units: 2 });
  });

  it('decodes amounts as money, named without the unit', () => {
    expect(decodeMoney(pick(parcel, 'valueMinor', 'feeMinor', 'units'), stored, 'EUR')).toEqual({
      value: { amountMinor: 9007199254740993n, currency: 'EUR' },
      fee: null,
      units: 2,
    });
  });
});

describe('writing a table', () => {
  const some = pick(parcel, 'id', 'orderId', 'status', 'dueInMs', 'dueAt', 'sentAt', 'createdAt');

  it('reads a recordset of the input columns', () => {
    expect(recordset(some, '$1')).toBe(
      'jsonb_to_recordset($1) AS r (id text, order_id text, status text, due_in_ms int)',
    );
    expect(columnDefinitions(some)).toBe('id text, order_id text, status text, due_in_ms int');
    expect(givenNames(some)).toBe('id, order_id, status, due_in_ms');
  });

  it('inserts computed columns and leaves out read-only ones', () => {
    expect(insertRows(some, '$1')).toBe(`INSERT INTO parcel (id, order_id, status, due_at)
  SELECT id, order_id, status, now() + due_in_ms * interval '1 millisecond'
  FROM jsonb_to_recordset($1) AS r (id text, order_id text, status text, due_in_ms int)`);
    expect(into(some)).toBe('parcel (id, order_id, status, due_at)');
    expect(insertedValues(pick(parcel, 'id', 'status'), 'e')).toBe('e.id, e.status');
  });

  it('updates an existing row except its key and insert-only columns', () => {
    expect(upsertRows(some, '$1').split('\n').at(-1)).toBe(
      '  ON CONFLICT (id) DO UPDATE SET status = excluded.status, due_at = excluded.due_at, sent_at = coalesce(parcel.sent_at, now())',
    );
  });

  it('reduces an UPDATE to the key and the mutable columns', () => {
    const change = changeable(parcel);
    expect(Object.keys(change.columns)).toEqual([
      ...['id', 'status', 'valueMinor', 'feeMinor', 'units', 'isFragile', 'content', 'dueInMs'],
    ]);
    expect(assignments(pick(change, 'id', 'status', 'valueMinor', 'dueInMs'))).toBe(
      'status = r.status, value_minor = r.value_minor',
    );
  });

  it('takes values from SQL expressions instead of the row', () => {
    const set = setting(pick(parcel, 'id', 'orderId'), { orderId: '$2' });
    expect(insertRows(set, '$1')).toBe(`INSERT INTO parcel (id, order_id)
  SELECT id, $2
  FROM jsonb_to_recordset($1) AS r (id text)`);
    expect(rowsJson(set, [{ id: 'par_1' }])).toBe('[{"id":"par_1"}]');
  });

  it('inserts one row from an expression per column', () => {
    const values = { id: '$1', orderId: '$2', by: `'robot'` };
    expect(insertValues(parcel, values)).toBe(
      `INSERT INTO parcel (id, order_id, packed_by) VALUES ($1, $2, 'robot')`,
    );
    expect(`${insertSelect(parcel, values)} FROM made`).toBe(
      `INSERT INTO parcel (id, order_id, packed_by)\n  SELECT $1, $2, 'robot' FROM made`,
    );
  });

  it('keeps bigints exact and leaves out computed columns', () => {
    expect(JSON.parse(rowsJson(parcel, [row]))).toEqual([
      {
        ...{
          id: 'par_1',
          order_id: 'ord_1',
          status: 'PACKED',
          value_minor: '9007199254740993',
          fee_minor: null,
        },
        ...{ units: 2, is_fragile: false, content: { name: 'cup' }, packed_by: null, due_in_ms: 500 },
      },
    ]);
  });
});

it('omit includes columns that are added later', () => {
  const { name, columns } = parcel;
  const longer = defineTable(name, { ...columns, gift: boolean() });
  expect(members(omit(longer, 'createdAt'), 'p')).toMatch(/'gift', p\.gift$/);
});
