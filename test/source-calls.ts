import { readSourceTree } from './source-tree.js';

/** The text of what runs in production: no test, and nothing that only tests are built from. */
export function productionSources(): readonly string[] {
  return readSourceTree()
    .filter(
      ({ path }) =>
        /^(core|adapters|api|workers)\/.*(?<!\.test)\.ts$/.test(path) && !path.includes('/testing/'),
    )
    .map(({ text }) => text);
}

/** The short texts in quotes among the arguments of calls of these functions. */
export function quotedInCalls(texts: readonly string[], names: readonly string[]): ReadonlySet<string> {
  const call = new RegExp(`\\b(?:${names.join('|')})\\(`, 'g');
  const quoted = texts.flatMap((text) =>
    [...text.matchAll(call)].flatMap(({ index, 0: opening }) =>
      [...argumentsAt(text, index + opening.length).matchAll(/'(\w+)'/g)].map(([, word = '']) => word),
    ),
  );
  return new Set(quoted);
}

/** From behind an opening bracket to the one that closes it. */
function argumentsAt(text: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; depth > 0 && end < text.length; end++) {
    if (text[end] === '(') depth++;
    if (text[end] === ')') depth--;
  }
  return text.slice(start, end);
}
