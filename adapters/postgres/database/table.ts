/** The types a column may have, in the database's own words. */
export type SqlType = 'text' | 'int' | 'bigint' | 'boolean' | 'timestamptz' | 'jsonb';

/**
 * How a column is written. `key` finds the row; `written` is inserted and updated, `insertOnly` never changes again;
 * `computed` is an SQL expression over the others; `readOnly` is left to the database or to statements of its own; `given`
 * comes with the rows that are written and is no column of the table.
 */
export type Role = 'key' | 'written' | 'insertOnly' | 'computed' | 'readOnly' | 'given';

/** One column: its type, and what it is in TypeScript (`Value`, which exists for the compiler alone). */
export type Column<Value, As extends Role = Role> = Readonly<{
  type: SqlType;
  role: As;
  isNullable: boolean;
  /** Where the name is not that of the property. */
  name?: string;
  /** The expression that is inserted, and what it becomes when the row is there already. */
  insert?: string;
  update?: string;
  value?: Value;
}>;

export type Columns = Readonly<Record<string, Column<unknown>>>;

/** The one list of a table's columns, or of some of them: rows, statements and their values are all made from it. */
export type Table<Of extends Columns = Columns> = Readonly<{ name: string; columns: Of }>;

type ValueOf<Given> = Given extends Column<infer Value> ? Value : never;
type Stored<Value> = Value extends bigint ? string : Value extends Date ? string | Date : Value;
type Readable = Exclude<Role, 'given'>;
type Writable = 'key' | 'written' | 'insertOnly' | 'given';
type Changeable = 'key' | 'written' | 'given';
type In<Of extends Columns, As extends Role> = keyof {
  [Key in keyof Of as Of[Key] extends Column<unknown, As> ? Key : never]: true;
};

/** A row in TypeScript. */
export type RowOf<Of extends Table> = {
  readonly [Key in In<Of['columns'], Readable>]: ValueOf<Of['columns'][Key]>;
};

/** A row as it comes from the database: bigints are text everywhere, and times are text within JSON. */
export type StoredRow<Of extends Table> = {
  readonly [Key in In<Of['columns'], Readable>]: Stored<ValueOf<Of['columns'][Key]>>;
};

/** What must be known to write a row. */
export type NewRow<Of extends Table> = {
  readonly [Key in In<Of['columns'], Writable>]: ValueOf<Of['columns'][Key]>;
};

const column = <Value>(type: SqlType): Column<Value, 'written'> => ({
  type,
  role: 'written',
  isNullable: false,
});

export const text = <Value extends string = string>() => column<Value>('text');
export const int = () => column<number>('int');
/** Any whole number that a JSON number would lose; amounts above all. */
export const bigint = () => column<bigint>('bigint');
/** An amount in minor units. */
export const minor = () => column<bigint>('bigint');
export const boolean = () => column<boolean>('boolean');
export const timestamp = () => column<Date>('timestamptz');
export const json = <Value = unknown>() => column<Value>('jsonb');

export const orNull = <Value, As extends Role>(of: Column<Value, As>): Column<Value | null, As> => ({
  ...of,
  isNullable: true,
});
/** Where the property has another name than the column. */
export const named = <Value, As extends Role>(name: string, of: Column<Value, As>): Column<Value, As> => ({
  ...of,
  name,
});
export const key = <Value>(of: Column<Value>): Column<Value, 'key'> => ({ ...of, role: 'key' });
export const insertOnly = <Value>(of: Column<Value>): Column<Value, 'insertOnly'> => ({
  ...of,
  role: 'insertOnly',
});
export const readOnly = <Value>(of: Column<Value>): Column<Value, 'readOnly'> => ({
  ...of,
  role: 'readOnly',
});
export const given = <Value>(of: Column<Value>): Column<Value, 'given'> => ({ ...of, role: 'given' });
export const computed = <Value>(
  of: Column<Value>,
  by: Readonly<{ insert?: string; update?: string }>,
): Column<Value, 'computed'> => ({ ...of, role: 'computed', ...by });

/** Declares a table. Each column is named after its property, `sellerOrderId` being `seller_order_id`. */
export function defineTable<Of extends Columns>(name: string, columns: Of): Table<Of>;
export function defineTable(name: string, columns: Columns): Table {
  const withNames = Object.entries(columns).map(
    ([property, of]) => [property, { ...of, name: columnName(property, of) }] as const,
  );
  return { name, columns: Object.fromEntries(withNames) };
}

export function columnName(property: string, { name }: Pick<Column<unknown>, 'name'>): string {
  return name ?? property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The table with these of its columns only, in this order. */
export function pick<Of extends Columns, Key extends keyof Of & string>(
  table: Table<Of>,
  ...keys: readonly Key[]
): Table<Pick<Of, Key>>;
export function pick({ name, columns }: Table, ...keys: readonly string[]): Table {
  const picked = keys.flatMap((each) =>
    columns[each] === undefined ? [] : [[each, columns[each]] as const],
  );
  return { name, columns: Object.fromEntries(picked) };
}

/** The table without these of its columns: one that is added to it later is in here, too. */
export function omit<Of extends Columns, Key extends keyof Of & string>(
  table: Table<Of>,
  ...keys: readonly Key[]
): Table<Omit<Of, Key>>;
export function omit(table: Table, ...keys: readonly string[]): Table {
  return only(table, (_of, property) => !keys.includes(property));
}

/** What an UPDATE from rows needs: the key and the columns that change. */
export function changeable<Of extends Columns>(table: Table<Of>): Table<Pick<Of, In<Of, Changeable>>>;
export function changeable(table: Table): Table {
  return only(table, ({ role }) => role === 'key' || role === 'written' || role === 'given');
}

/** The table with some columns set by SQL expressions of the statement instead of by its rows. */
export function setting<Of extends Columns, Key extends keyof Of & string>(
  table: Table<Of>,
  by: Readonly<Record<Key, string>>,
): Table<{ [Each in keyof Of]: Each extends Key ? Column<ValueOf<Of[Each]>, 'computed'> : Of[Each] }>;
export function setting({ name, columns }: Table, by: Readonly<Record<string, string>>): Table {
  const set = Object.entries(columns).map(([property, of]) => {
    const insert = by[property];
    return [property, insert === undefined ? of : computed(of, { insert })] as const;
  });
  return { name, columns: Object.fromEntries(set) };
}

function only({ name, columns }: Table, isWanted: (of: Column<unknown>, property: string) => boolean): Table {
  const wanted = Object.entries(columns).filter(([property, of]) => isWanted(of, property));
  return { name, columns: Object.fromEntries(wanted) };
}
