/** A part of a WITH list: `name AS (…)`, or several of them. `$word` in it stands for the value of that name. */
export type StatementPart = Readonly<{ part: string; sql: string }>;

export type ComposedQuery = Readonly<{ name: string; text: string; values: unknown[] }>;

/**
 * Statements of only those parts that have something to write. The server makes every part of a statement ready for
 * execution, whether or not rows come to it, which for a small write costs more than the write; a part that is left out
 * costs nothing. Each combination is a statement of its own: prepared once per connection, its plan kept.
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

/** Names become positions in the order in which they are first used. */
function composedOf(name: string, parts: readonly StatementPart[], result: string): Composed {
  const parameters: string[] = [];
  const withNames = `WITH ${parts.map(({ sql }) => sql).join(', ')}\n${result}`;
  const text = withNames.replaceAll(/\$([a-z]\w*)/gi, (_, parameter: string) => {
    if (!parameters.includes(parameter)) parameters.push(parameter);
    return `$${parameters.indexOf(parameter) + 1}`;
  });
  return { name, text, parameters };
}
