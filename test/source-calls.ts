import { readSourceTree } from './source-tree.js';

/** The source text of production code, without tests and test helpers. */
export function productionSources(): readonly string[] {
  return readSourceTree()
    .filter(
      ({ path }) =>
        /^(core|adapters|api|workers)\/.*(?<!\.test)\.ts$/.test(path) && !path.includes('/testing/'),
    )
    .map(({ text }) => text);
}

/** The single-word string literals among the arguments of calls to these functions. */
export function quotedInCalls(texts: readonly string[], names: readonly string[]): ReadonlySet<string> {
  const call = new RegExp(`\\b(?:${names.join('|')})\\(`, 'g');
  const quoted = texts.flatMap((text) =>
    [...text.matchAll(call)].flatMap(({ index, 0: opening }) =>
      [...argumentsAt(text, index + opening.length).matchAll(/'(\w+)'/g)].map(([, word = '']) => word),
    ),
  );
  return new Set(quoted);
}

/** The text from after an opening parenthesis to its closing one. */
function argumentsAt(text: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; depth > 0 && end < text.length; end++) {
    if (text[end] === '(') depth++;
    if (text[end] === ')') depth--;
  }
  return text.slice(start, end);
}
