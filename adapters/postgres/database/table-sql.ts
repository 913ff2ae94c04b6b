import type { Column, Role, Table } from './table.js';
import { columnName } from './table.js';

/*
 * The texts that a table's columns are made into, once, when the module that states a statement is loaded. Bigints are read
 * as text, because JSON numbers lose large ones.
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

/** `jsonb_to_recordset($rows) AS r (id text, …)`: the rows that `rowsJson` made. */
export function recordset(table: Table, parameter: string, row = 'r'): string {
  return `jsonb_to_recordset(${parameter}) AS ${row} (${columnDefinitions(table)})`;
}

/** `id text, amount_minor bigint`: the columns of written rows. */
export function columnDefinitions(table: Table): string {
  return list(named(table, 'given'), ({ name, type }) => `${name} ${type}`);
}

/** `id, amount_minor`: the columns of written rows. */
export function givenNames(table: Table): string {
  return list(named(table, 'given'), ({ name }) => name);
}

/** `payment_order (id, …)`: what is inserted into. */
export function into(table: Table): string {
  return `${table.name} (${list(named(table, 'inserted'), ({ name }) => name)})`;
}

/** `id, now() + …`: what is inserted of each row, in the order of `into`. */
export function insertedValues(table: Table, row?: string): string {
  const prefix = row === undefined ? '' : `${row}.`;
  return list(named(table, 'inserted'), ({ name, insert }) => insert ?? `${prefix}${name}`);
}

/** Inserts rows. */
export function insertRows(table: Table, parameter: string): string {
  return `INSERT INTO ${into(table)}
  SELECT ${insertedValues(table)}
  FROM ${recordset(table, parameter)}`;
}

/** Inserts rows; of one that is there already it changes what may change. */
export function upsertRows(table: Table, parameter: string): string {
  return `${insertRows(table, parameter)}
  ON CONFLICT (${list(named(table, 'key'), ({ name }) => name)}) DO UPDATE SET ${list(
    named(table, 'updated'),
    ({ name, update }) => `${name} = ${update ?? `excluded.${name}`}`,
  )}`;
}

/** `status = r.status, …`: the SET list of an UPDATE from rows. */
export function assignments(table: Table, row = 'r'): string {
  return list(named(table, 'written'), ({ name }) => `${name} = ${row}.${name}`);
}

type Values<Of extends Table> = Readonly<Partial<Record<keyof Of['columns'] & string, string>>>;

/** Inserts one row, of which each value stands beside its column. */
export function insertValues<Of extends Table>(table: Of, values: Values<Of>): string {
  const { names, expressions } = besides(table, values);
  return `INSERT INTO ${table.name} (${names}) VALUES (${expressions})`;
}

/** As `insertValues`, once for each row of the FROM that is to follow. */
export function insertSelect<Of extends Table>(table: Of, values: Values<Of>): string {
  const { names, expressions } = besides(table, values);
  return `INSERT INTO ${table.name} (${names})
  SELECT ${expressions}`;
}

function besides({ columns }: Table, values: Readonly<Partial<Record<string, string>>>) {
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
