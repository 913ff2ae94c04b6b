import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type DocumentNode,
} from 'graphql';

/** Depth of an operation and its number of aliases and directives, with fragments expanded. */
export type Measure = Readonly<{ depth: number; aliases: number; directives: number }>;

const NOTHING: Measure = { depth: 0, aliases: 0, directives: 0 };

/** Introspection fields; production rejects them, and elsewhere tools nest them deeply. */
const INTROSPECTION = new Set(['__schema', '__type']);

/**
 * Measures one operation of a valid document. Each fragment is measured once, so that fragments which spread each other
 * twice, thirty levels deep, cost as much as thirty fragments.
 */
export function measureOperation(document: DocumentNode, operation: OperationDefinitionNode): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Measure>();

  const ofFragment = (name: string): Measure => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const fragment = fragments.get(name);
    const measure = fragment === undefined ? NOTHING : withDirectives(fragment, ofSet(fragment.selectionSet));
    known.set(name, measure);
    return measure;
  };
  const ofField = (field: FieldNode): Measure => {
    if (INTROSPECTION.has(field.name.value)) return NOTHING;
    const inside = field.selectionSet === undefined ? NOTHING : ofSet(field.selectionSet);
    const aliases = inside.aliases + (field.alias === undefined ? 0 : 1);
    return withDirectives(field, { ...inside, depth: inside.depth + 1, aliases });
  };
  const ofSelection = (selection: SelectionNode): Measure => {
    if (selection.kind === Kind.FIELD) return ofField(selection);
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      return withDirectives(selection, ofFragment(selection.name.value));
    return withDirectives(selection, ofSet(selection.selectionSet));
  };
  const ofSet = ({ selections }: SelectionSetNode): Measure =>
    selections.map(ofSelection).reduce(sum, NOTHING);

  return withDirectives(operation, ofSet(operation.selectionSet));
}

/** Two selections of one set: side by side, not nested. */
function sum(one: Measure, other: Measure): Measure {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
  };
}

function withDirectives(
  { directives }: { directives?: readonly unknown[] | undefined },
  measure: Measure,
): Measure {
  return { ...measure, directives: measure.directives + (directives?.length ?? 0) };
}
