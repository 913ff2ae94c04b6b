import type { Money } from '../../../core/shared/money.js';
import { money } from '../../../core/shared/money.js';
import { toJson } from './json.js';
import type { NewRow, RowOf, SqlType, StoredRow, Table } from './table.js';
import { columnName } from './table.js';

/** Decodes a row read by `members` or `selectList`. */
export function decode<Of extends Table>(table: Of, stored: StoredRow<Of>): RowOf<Of>;
export function decode(table: Table, stored: Readonly<Record<string, unknown>>): object {
  const row: Record<string, unknown> = {};
  for (const { property, type } of readableOf(table)) row[property] = valueOf(type, stored[property]);
  return row;
}

/** A row with each `…Minor` property as money, named without the suffix. */
type WithMoney<Row> = {
  readonly [Key in keyof Row as Key extends `${infer Name}Minor` ? Name : Key]: Key extends `${string}Minor`
    ? Money | Extract<Row[Key], null>
    : Row[Key];
};

/** Like `decode`, with amounts as money in this currency. */
export function decodeMoney<Of extends Table>(
  table: Of,
  stored: StoredRow<Of>,
  currency: string,
): WithMoney<RowOf<Of>>;
export function decodeMoney(
  table: Table,
  stored: Readonly<Record<string, unknown>>,
  currency: string,
): object {
  const row: Record<string, unknown> = {};
  for (const { property, amount, type } of readableOf(table)) {
    const value = valueOf(type, stored[property]);
    row[amount ?? property] = amount !== null && typeof value === 'bigint' ? money(value, currency) : value;
  }
  return row;
}

/** The rows in the shape that `recordset` reads. */
export function writtenRows<Of extends Table>(table: Of, rows: readonly NewRow<Of>[]): readonly object[];
export function writtenRows(
  table: Table,
  rows: readonly Readonly<Record<string, unknown>>[],
): readonly object[] {
  const written = writtenOf(table);
  return rows.map((row) => Object.fromEntries(written.map(({ property, name }) => [name, row[property]])));
}

/** The rows as JSON, for the parameter of `recordset`. */
export function rowsJson<Of extends Table>(table: Of, rows: readonly NewRow<Of>[]): string {
  return toJson(writtenRows(table, rows));
}

const readableOf = perTable((table) =>
  Object.entries(table.columns)
    .filter(([, { role }]) => role !== 'given')
    .map(([property, { type }]) => ({
      property,
      type,
      /** The property name as money. */
      amount: type === 'bigint' && property.endsWith('Minor') ? property.slice(0, -'Minor'.length) : null,
    })),
);

const writtenOf = perTable((table) =>
  Object.entries(table.columns)
    .filter(([, { role }]) => role !== 'computed' && role !== 'readOnly')
    .map(([property, of]) => ({ property, name: columnName(property, of) })),
);

/** Memoizes `find` per table, because tables have many rows. */
function perTable<Found>(find: (table: Table) => Found): (table: Table) => Found {
  const known = new WeakMap<Table, Found>();
  return (table) => {
    const found = known.get(table) ?? find(table);
    known.set(table, found);
    return found;
  };
}

function valueOf(type: SqlType, stored: unknown): unknown {
  if (typeof stored !== 'string') return stored;
  if (type === 'bigint') return BigInt(stored);
  return type === 'timestamptz' ? new Date(stored) : stored;
}
