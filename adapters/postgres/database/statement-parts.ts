/** One or more CTEs of a WITH list: `name AS (…)`. `$word` refers to the value of that name. */
export type StatementPart = Readonly<{ part: string; sql: string }>;

export type ComposedQuery = Readonly<{ name: string; text: string; values: unknown[] }>;

/**
 * Composes statements from only those parts that have something to write. Postgres initializes every part of a plan,
 * with or without rows, which costs more than a small write itself; an omitted part costs nothing. Each combination is a
 * separate statement, prepared once per connection.
 */
export function composeStatements(
  name: string,
  parts: readonly StatementPart[],
): (wanted: ReadonlySet<string>, result: string, values: Readonly<Record<string, unknown>>) => ComposedQuery {
  const composed = new Map<string, Composed>();
  return (wanted, result, values) => {
    const used = parts.filter(({ part }) => wanted.has(part));
    const key = [...used.map(({ part }) => part), result].join(' ');
    const statement = composed.get(key) ?? composedOf(`${name}-${composed.size + 1}`, used, result);
    composed.set(key, statement);
    return {
      name: statement.name,
      text: statement.text,
      values: statement.parameters.map((parameter) => values[parameter]),
    };
  };
}

type Composed = Readonly<{ name: string; text: string; parameters: readonly string[] }>;

/** Replaces names with positional parameters, in order of first use. */
function composedOf(name: string, parts: readonly StatementPart[], result: string): Composed {
  const parameters: string[] = [];
  const withNames = `WITH ${parts.map(({ sql }) => sql).join(', ')}\n${result}`;
  const text = withNames.replaceAll(/\$([a-z]\w*)/gi, (_, parameter: string) => {
    if (!parameters.includes(parameter)) parameters.push(parameter);
    return `$${parameters.indexOf(parameter) + 1}`;
  });
  return { name, text, parameters };
}
