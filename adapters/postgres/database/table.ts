/** The Postgres types that a column may have. */
export type SqlType = 'text' | 'int' | 'bigint' | 'boolean' | 'timestamptz' | 'jsonb';

/**
 * How a column is written. `key` identifies the row; `written` is inserted and updated; `insertOnly` never changes;
 * `computed` is an SQL expression over the others; `readOnly` is set by the database or by separate statements; `given`
 * is an input of written rows, not a column of the table.
 */
export type Role = 'key' | 'written' | 'insertOnly' | 'computed' | 'readOnly' | 'given';

/** One column: its SQL type, and its TypeScript type (`Value`, for the compiler only). */
export type Column<Value, As extends Role = Role> = Readonly<{
  type: SqlType;
  role: As;
  isNullable: boolean;
  /** Set when the column name does not follow from the property name. */
  name?: string;
  /** The expressions to insert, and to update an existing row with. */
  insert?: string;
  update?: string;
  value?: Value;
}>;

export type Columns = Readonly<Record<string, Column<unknown>>>;

/** A table's columns, or some of them: the single source of its row types, statements and values. */
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

/** A row as returned by the database: bigints are text, and so are timestamps inside JSON. */
export type StoredRow<Of extends Table> = {
  readonly [Key in In<Of['columns'], Readable>]: Stored<ValueOf<Of['columns'][Key]>>;
};

/** The values needed to write a row. */
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
/** An integer beyond the precision of JSON numbers. */
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
/** Names a column whose name does not follow from its property. */
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

/** Declares a table. Column names derive from properties: `sellerOrderId` becomes `seller_order_id`. */
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

/** The table with only these columns, in this order. */
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

/** The table without these columns; includes columns that are added to it later. */
export function omit<Of extends Columns, Key extends keyof Of & string>(
  table: Table<Of>,
  ...keys: readonly Key[]
): Table<Omit<Of, Key>>;
export function omit(table: Table, ...keys: readonly string[]): Table {
  return only(table, (_of, property) => !keys.includes(property));
}

/** The columns of an UPDATE from a recordset: the key and the mutable columns. */
export function changeable<Of extends Columns>(table: Table<Of>): Table<Pick<Of, In<Of, Changeable>>>;
export function changeable(table: Table): Table {
  return only(table, ({ role }) => role === 'key' || role === 'written' || role === 'given');
}

/** The table with some columns set by SQL expressions instead of row values. */
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
