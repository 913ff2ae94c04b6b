import { type DocumentNode, type GraphQLSchema, getNullableType, isListType } from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity/cjs';

import { MAX_PAGE_SIZE } from '../../../core/shared/page.js';

/** Entries of a list that is no connection, as the sellers of an order or the lines of one of them. */
const ASSUMED_LIST_SIZE = 5;

/** A document of fragments that spread each other is given up after so many steps; it would cost too much in any case. */
const MAX_COUNTED_NODES = 5_000;

export type CostedOperation = Readonly<{
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>>;
}>;

/** About how many fields the answer will have: the fields of each list count as often as the list may be long. */
export function estimateCost({ schema, document, operationName, variables }: CostedOperation): number {
  try {
    return getComplexity({
      schema,
      query: document,
      variables: { ...variables },
      ...(operationName === undefined ? {} : { operationName }),
      estimators: [fieldsOf],
      maxQueryNodes: MAX_COUNTED_NODES,
    });
  } catch {
    // The values of valid documents with valid variables are never refused: what was thrown is that there are too many nodes.
    return Infinity;
  }
}

function fieldsOf({ field, type, args, childComplexity }: ComplexityEstimatorArgs): number {
  // The tools of a developer ask for the whole schema at once; production refuses that.
  if (field.name === '__schema' || field.name === '__type') return 0;
  const first: unknown = args['first'];
  if (typeof first === 'number') return 1 + Math.min(Math.max(first, 1), MAX_PAGE_SIZE) * childComplexity;
  const isCounted = type.name.endsWith('Connection');
  const isList = isListType(getNullableType(field.type)) && !isCounted;
  return 1 + (isList ? ASSUMED_LIST_SIZE : 1) * childComplexity;
}
