import type { Column, Role, Table } from './table.js';
import { columnName } from './table.js';

/*
 * SQL fragments generated from a table's columns, once, when a module with statements is loaded. Bigints are read as text,
 * because JSON numbers lose precision.
 */

/** `'id', po.id, 'amountMinor', po.amount_minor::text`: the members of a JSON object of one row. */
export function members(table: Table, row: string): string {
  return list(named(table, 'readable'), ({ property, name, type }) => {
    return `'${property}', ${row}.${name}${type === 'bigint' ? '::text' : ''}`;
  });
}

/** `o.id, o.total_minor AS "totalMinor"`: the columns of one row. */
export function selectList(table: Table, row: string): string {
  return list(named(table, 'readable'), ({ property, name }) => {
    return `${row}.${name}${name === property ? '' : ` AS "${property}"`}`;
  });
}

/** `jsonb_to_recordset($rows) AS r (id text, …)`: reads the rows of `rowsJson`. */
export function recordset(table: Table, parameter: string, row = 'r'): string {
  return `jsonb_to_recordset(${parameter}) AS ${row} (${columnDefinitions(table)})`;
}

/** `id text, amount_minor bigint`: names and types of the input columns. */
export function columnDefinitions(table: Table): string {
  return list(named(table, 'given'), ({ name, type }) => `${name} ${type}`);
}

/** `id, amount_minor`: names of the input columns. */
export function givenNames(table: Table): string {
  return list(named(table, 'given'), ({ name }) => name);
}

/** `payment_order (id, …)`: the target of an INSERT. */
export function into(table: Table): string {
  return `${table.name} (${list(named(table, 'inserted'), ({ name }) => name)})`;
}

/** `id, now() + …`: the inserted expressions, in the order of `into`. */
export function insertedValues(table: Table, row?: string): string {
  const prefix = row === undefined ? '' : `${row}.`;
  return list(named(table, 'inserted'), ({ name, insert }) => insert ?? `${prefix}${name}`);
}

/** An INSERT of the rows in `parameter`. */
export function insertRows(table: Table, parameter: string): string {
  return `INSERT INTO ${into(table)}
  SELECT ${insertedValues(table)}
  FROM ${recordset(table, parameter)}`;
}

/** Like `insertRows`, but updates the mutable columns of an existing row. */
export function upsertRows(table: Table, parameter: string): string {
  return `${insertRows(table, parameter)}
  ON CONFLICT (${list(named(table, 'key'), ({ name }) => name)}) DO UPDATE SET ${list(
    named(table, 'updated'),
    ({ name, update }) => `${name} = ${update ?? `excluded.${name}`}`,
  )}`;
}

/** `status = r.status, …`: the SET list of an UPDATE from a recordset. */
export function assignments(table: Table, row = 'r'): string {
  return list(named(table, 'written'), ({ name }) => `${name} = ${row}.${name}`);
}

type Values<Of extends Table> = Readonly<Partial<Record<keyof Of['columns'] & string, string>>>;

/** An INSERT of one row, from an SQL expression per column. */
export function insertValues<Of extends Table>(table: Of, values: Values<Of>): string {
  const { names, expressions } = columnExpressions(table, values);
  return `INSERT INTO ${table.name} (${names}) VALUES (${expressions})`;
}

/** Like `insertValues`, but once for each row of the FROM clause that the caller appends. */
export function insertSelect<Of extends Table>(table: Of, values: Values<Of>): string {
  const { names, expressions } = columnExpressions(table, values);
  return `INSERT INTO ${table.name} (${names})
  SELECT ${expressions}`;
}

function columnExpressions({ columns }: Table, values: Readonly<Partial<Record<string, string>>>) {
  const set = Object.entries(values).flatMap(([property, expression]) => {
    const of = columns[property];
    return of === undefined || expression === undefined
      ? []
      : [{ name: columnName(property, of), expression }];
  });
  return { names: list(set, ({ name }) => name), expressions: list(set, ({ expression }) => expression) };
}

type Named = Column<unknown> & Readonly<{ property: string; name: string }>;
type Use = 'readable' | 'given' | 'inserted' | 'updated' | 'written' | 'key';

const USES: Readonly<Record<Use, readonly Role[]>> = {
  readable: ['key', 'written', 'insertOnly', 'computed', 'readOnly'],
  given: ['key', 'written', 'insertOnly', 'given'],
  inserted: ['key', 'written', 'insertOnly', 'computed'],
  updated: ['written', 'computed'],
  written: ['written'],
  key: ['key'],
};

function named({ columns }: Table, use: Use): readonly Named[] {
  return Object.entries(columns)
    .filter(([, of]) => USES[use].includes(of.role))
    .filter(([, of]) => !(use === 'inserted' && of.role === 'computed' && of.insert === undefined))
    .map(([property, of]) => ({ ...of, property, name: columnName(property, of) }));
}

function list<Each>(each: readonly Each[], textOf: (one: Each) => string): string {
  return each.map(textOf).join(', ');
}
