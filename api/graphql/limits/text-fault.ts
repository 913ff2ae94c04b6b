import { type DocumentNode, GraphQLError, visit } from 'graphql';

/** The one character that PostgreSQL cannot store in text. */
const NUL = '\u0000';

/** An error when any text contains U+0000, so that use cases need not check for it; otherwise null. */
export function textFault(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  if (!containsNul(variables) && !literalContainsNul(document)) return null;
  return new GraphQLError('Text must not contain the character U+0000.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

function containsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(NUL);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(containsNul);
}

/** In a document it can only occur as an escape; the source is searched first because hardly any document has one. */
function literalContainsNul(document: DocumentNode): boolean {
  if (document.loc?.source.body.includes('\\u') === false) return false;
  let isFound = false;
  visit(document, {
    StringValue({ value }) {
      isFound ||= value.includes(NUL);
    },
  });
  return isFound;
}
